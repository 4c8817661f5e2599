"""Settings: read once, every fault at once, secrets never shown."""

from pathlib import Path
from typing import get_args

import pytest

from bot.core.people import AGENCIES
from bot.settings import Agency, SettingsError, read
from tests.conftest import SMALL, TOKEN


def test_nothing_set_is_enough_to_ask() -> None:
    settings = read({"PATH": "/usr/bin", "HOME": "/home/someone"})
    assert settings.token is None
    assert settings.knowledge.name == "knowledge"


def test_every_fault_is_reported_at_once_and_no_secret_is_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        read(
            {
                "PRACTICE_GUIDE_TOKEN": "not-a-token-but-secret",
                "PRACTICE_GUIDE_KNOWLEDGE": "/no/such/folder",
                "PRACTICE_GUIDE_MANGERS": "1",
            }
        )
    said = str(caught.value)
    assert "PRACTICE_GUIDE_MANGERS is not a setting; did you mean PRACTICE_GUIDE_MANAGERS?" in said
    assert "PRACTICE_GUIDE_KNOWLEDGE is not a folder" in said
    assert "PRACTICE_GUIDE_TOKEN does not look like a token" in said
    assert "secret" not in said


def test_a_token_never_shows_in_a_repr() -> None:
    settings = read({"PRACTICE_GUIDE_TOKEN": TOKEN})
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(settings.model_dump())
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN


def test_ids_come_by_comma_or_space(tmp_path: Path) -> None:
    settings = read(
        {"PRACTICE_GUIDE_MANAGERS": "11, 12 13", "PRACTICE_GUIDE_KNOWLEDGE": str(SMALL)}
    )
    assert settings.managers == {11, 12, 13}


def test_the_agencies_are_those_of_the_knowledge() -> None:
    assert get_args(Agency) == AGENCIES
    assert read({"PRACTICE_GUIDE_AGENCY": "housing"}).agency == "housing"
    with pytest.raises(SettingsError, match=r"PRACTICE_GUIDE_AGENCY .*'social-care'"):
        read({"PRACTICE_GUIDE_AGENCY": "navy"})


def test_an_id_that_is_no_number_is_one_clear_sentence() -> None:
    with pytest.raises(SettingsError, match="PRACTICE_GUIDE_MANAGERS"):
        read({"PRACTICE_GUIDE_MANAGERS": "nadia"})
