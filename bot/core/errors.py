"""What can go wrong, said so that a person knows what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file or a setting: where, what, and what would be right."""

    where: str
    line: int | None
    what: str
    cure: str = ""

    def __str__(self) -> str:
        place = self.where if self.line is None else f"{self.where}:{self.line}"
        return f"{place}: {self.what}" + (f" -> {self.cure}" if self.cure else "")


class FaultyError(Exception):
    """Something we were given cannot be used; `faults` names every reason at once."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class RefusedError(Exception):
    """The one exception for "you may not"; `key` names the sentence in texts.yaml."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class OutsideError(RefusedError):
    """Somebody who has not joined: they hear how to, and the emergency lines."""

    def __init__(self) -> None:
        super().__init__("outside.how")
