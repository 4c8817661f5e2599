"""Every sentence the interface says, by key.  Nothing is said from inside the code."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def texts() -> dict[str, str]:
    """All sentences: dotted key -> text with {blanks}."""
    raw = files("bot").joinpath("texts.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return dict(_flat(yaml.load(raw, Loader=loader), ""))  # noqa: S506 - text only


def _flat(node: dict[str, Any], above: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in node.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            out += _flat(value, f"{name}.")
        else:
            out.append((name, value.rstrip("\n")))
    return out


def say(key: str, /, **values: object) -> str:
    """The sentence of that key with its blanks filled; KeyError when there is none."""
    return texts()[key].format(**values)
