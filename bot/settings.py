"""Every setting, read once from a mapping that is passed in; every fault is reported at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)

PREFIX = "PRACTICE_GUIDE_"
_LOOKS_RIGHT = r"^\d{5,}:[\w-]{30,}$"
_USER_NAME = r"^[A-Za-z][A-Za-z0-9_]{3,31}$"


def _ids(value: Any) -> Any:
    return [part for part in value.replace(",", " ").split() if part] if value else []


# The knowledge's own list (bot.core.entry), said again because settings import nothing of ours.
Agency = Literal["police", "probation", "social-care", "health", "housing", "voluntary"]
Ids = Annotated[frozenset[int], BeforeValidator(_ids)]
Days = Annotated[int, Field(ge=1, le=3_650)]


def shipped_knowledge() -> Path:
    """The knowledge that ships with the project: beside the package, else in this folder."""
    beside = Path(__file__).resolve().parent.parent / "knowledge"
    return beside if beside.is_dir() else Path.cwd() / "knowledge"


class Settings(BaseModel):
    """What can be set; each name stands in the environment with PRACTICE_GUIDE_ before it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: SecretStr | None = Field(
        None, description="the bot's token from @BotFather; needed only by run"
    )
    knowledge: Path = Field(
        default_factory=shipped_knowledge,
        description="folder with the knowledge; the project's own by default",
    )
    data: Path = Field(
        default_factory=lambda: Path.home() / ".local/share/practice-guide",
        description="folder for the database and the index",
    )
    bot_name: str | None = Field(
        None, description="the bot's user name in Telegram, for links and QR codes"
    )
    source: Path | None = Field(
        None, description="the published report as text, or its passages; citations then open"
    )
    agency: Agency | None = Field(
        None, description="the agency whose line comes first in the terminal"
    )
    access: Literal["joined", "open"] = Field(
        "joined", description="who may ask: those who joined by a link, or everybody"
    )
    managers: Ids = Field(frozenset(), description="Telegram ids of managers, by comma or space")
    trainers: Ids = Field(frozenset(), description="Telegram ids of trainers, by comma or space")

    publish_by_two: bool = Field(
        False, description="yes: what one trainer has written, another must publish"
    )

    keep_drafts: Days = Field(1, description="days that a question not yet sent is kept")
    keep_talks: Days = Field(1, description="days that the entry last shown is kept")
    keep_guides: Days = Field(90, description="days that a procedure is kept after the last tap")
    keep_askers: Days = Field(180, description="days that it is kept who sent a question")
    keep_questions: Days = Field(365, description="days that a question is kept once closed")
    keep_choices: Days = Field(60, description="days that a tapped choice is kept")
    keep_counts: Days = Field(1460, description="days that a count of outcomes is kept")
    keep_ratings: Days = Field(730, description="days that a rating is kept")
    keep_urgent: Days = Field(1095, description="days that a count of danger is kept")
    keep_recipients: Days = Field(400, description="days that it is kept who got a brief")
    keep_audit: Days = Field(2190, description="days that it is kept who did what")
    keep_briefs: Days = Field(1825, description="days that a brief and its evidence are kept")

    brief_two_above: int = Field(
        10, ge=0, description="above so many recipients somebody else must confirm a brief"
    )
    brief_quiet: str = Field(
        "20:00-08:00", description="hours in which no brief goes out, in the recipients' day"
    )
    brief_zone: str = Field("Europe/London", description="the time zone of that day")
    brief_headings: str = Field(
        "", description="the headings of a new brief, by semicolon; the usual ones if empty"
    )

    @property
    def headings(self) -> list[str]:
        """The headings of a new brief, where they are set."""
        return [part.strip() for part in self.brief_headings.split(";") if part.strip()]

    @property
    def keep(self) -> dict[str, int]:
        """Days by kind."""
        return {
            name.removeprefix("keep_"): getattr(self, name)
            for name in type(self).model_fields
            if name.startswith("keep_")
        }

    @property
    def database(self) -> Path:
        """The database file in the data folder."""
        return self.data / "practice-guide.sqlite3"

    @property
    def published(self) -> Path:
        """The folder of what trainers have published, laid over the knowledge."""
        return self.data / "knowledge"

    @field_validator("token")
    @classmethod
    def _has_the_form(cls, value: SecretStr | None) -> SecretStr | None:
        import re

        if value is not None and not re.match(_LOOKS_RIGHT, value.get_secret_value()):
            raise ValueError("does not look like a token from @BotFather (digits:letters)")
        return value

    @field_validator("bot_name")
    @classmethod
    def _is_a_user_name(cls, value: str | None) -> str | None:
        return user_name(value) if value else None

    @field_validator("brief_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone such as Europe/London") from None
        return value

    @field_validator("brief_quiet")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        import re

        if not re.match(r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$", value.strip()):
            raise ValueError("is not written as 20:00-08:00")
        return value.strip()

    @field_validator("source")
    @classmethod
    def _is_a_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("is not a file")
        return value

    @field_validator("knowledge")
    @classmethod
    def _is_there(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("is not a folder")
        return value.resolve()


def user_name(text: str) -> str:
    """A user name in Telegram, with or without its @; ValueError when it cannot be one."""
    import re

    name = text.strip().removeprefix("@")
    if not re.match(_USER_NAME, name):
        raise ValueError("is not a user name in Telegram, such as practice_guide_bot")
    return name


class SettingsError(Exception):
    """Settings that cannot be used, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; raises SettingsError with every fault."""
    from difflib import get_close_matches

    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    faults = []
    for name in sorted(set(given) - set(Settings.model_fields)):
        near = get_close_matches(name, Settings.model_fields, n=1)
        hint = f"; did you mean {PREFIX}{near[0].upper()}?" if near else ""
        faults.append(f"{PREFIX}{name.upper()} is not a setting{hint}")
        del given[name]
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        faults += [
            f"{PREFIX}{str(one['loc'][0]).upper()} {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors(include_url=False, include_input=False)
        ]
        raise SettingsError(faults) from None
    if faults:
        raise SettingsError(faults)
    return settings
