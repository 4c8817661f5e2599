"""The file of names: lists under headings, every fault with its line."""

import re

from bot.core.errors import Fault, FaultyError
from bot.core.names import Names

_FIELDS = {
    "given names": "given",
    "surnames": "surnames",
    "names more than words": "likely_given",
    "names that are words": "wordy_given",
    "surnames that are words": "wordy_surnames",
    "not people": "bodies",
    "more words": "more",
}
_NAME = re.compile(r"[a-z]+(?:['-][a-z]+)*")


def parse_names(text: str, shown: str) -> Names:
    """The lists of a file of names, or FaultyError with every line that is wrong."""
    lists: dict[str, set[str]] = {name: set() for name in _FIELDS}
    faults, heading = [], ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            heading = line.strip("[] ")
            if heading not in lists:
                known = ", ".join(lists)
                faults.append(Fault(shown, number, f'"{heading}" is no list', f"one of {known}"))
            continue
        items = [line.strip()] if heading == "not people" else line.split()
        faults += _faults(heading, items, shown, number)
        lists.get(heading, set()).update(items)
    faults += [
        Fault(shown, None, f'the list "{name}" is empty or missing')
        for name, items in lists.items()
        if not items
    ]
    if faults:
        raise FaultyError(faults)
    return Names(**{_FIELDS[name]: frozenset(items) for name, items in lists.items()})


def _faults(heading: str, items: list[str], shown: str, number: int) -> list[Fault]:
    if not heading:
        return [Fault(shown, number, "stands above the first heading")]
    strict = "names" in heading
    return [
        Fault(shown, number, f'"{item}" is not in lower case and without accents')
        for item in items
        if item != item.lower() or (strict and not _NAME.fullmatch(item))
    ]
