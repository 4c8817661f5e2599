"""A brief as Markdown, so that it can be typed into a chat or kept beside other documents.

# Title / ## Heading and text / ## Questions to discuss with a list / ## Check with "? question",
"- [ ] option", "- [x] the right one", "> why" / lines "Entries:" and "Source:" below the title.
"""

import re
from typing import Any

from bot.core.brief import Brief

_TITLE = re.compile(r"^# +(.+)$")
_HEAD = re.compile(r"^## +(.+)$")
_KEY = re.compile(r"^(entries|source): *(.*)$", re.I)
_OPTION = re.compile(r"^- *\[( |x)\] *(.+)$", re.I)


class NotABriefError(Exception):
    """A line that has no place in a brief; `line` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}")
        self.line = line
        self.text = text


def read_markdown(text: str, discuss: str, check: str) -> dict[str, Any]:
    """The parts of a brief that the text names, still unchecked.

    discuss, check: the two headings with lists.
    """
    out: dict[str, Any] = {}
    here = ""
    lists = {discuss.casefold(): "discuss", check.casefold(): "check"}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if found := _TITLE.match(line):
            out["title"] = found[1].strip()
        elif found := _HEAD.match(line):
            here = found[1].strip()
            if name := lists.get(here.casefold()):
                out[name] = []
            else:
                out.setdefault("sections", {})[here] = ""
        elif here and here.casefold() not in lists:
            out["sections"][here] += f"\n{line}"
        elif here and not line:
            continue
        elif here and lists[here.casefold()] == "discuss":
            out["discuss"].append(line.lstrip("-*0123456789. "))
        elif here:
            _check_line(out["check"], line, number)
        elif found := _KEY.match(line):
            value = found[2].strip()
            entries = [part for part in value.replace(",", " ").split() if part]
            out[found[1].lower()] = entries if found[1].lower() == "entries" else value
        elif line:
            raise NotABriefError(number, line)
    if "sections" in out:
        out["sections"] = {head: body.strip() for head, body in out["sections"].items()}
    return out


def _check_line(checks: list[dict[str, Any]], line: str, number: int) -> None:
    if line.startswith("?"):
        checks.append({"ask": line[1:].strip(), "options": [], "right": 0, "because": ""})
        return
    if not checks:
        raise NotABriefError(number, line)
    last = checks[-1]
    if option := _OPTION.match(line):
        last["options"].append(option[2].strip())
        if option[1].lower() == "x":  # two right ones are as wrong as none
            last["right"] = -1 if last["right"] else len(last["options"])
    elif line.startswith(">"):
        last["because"] = f"{last['because']} {line[1:].strip()}".strip()
    else:
        raise NotABriefError(number, line)


def write_markdown(brief: Brief, discuss: str, check: str) -> str:
    """The same brief as text that reads back as it is."""
    return "\n\n".join(write_parts(brief, discuss, check))


def write_parts(brief: Brief, discuss: str, check: str) -> list[str]:
    """Its parts in their order: the title with its sources, each section, the two lists."""
    title = [f"# {brief.title}"]
    if brief.entries:
        title.append("Entries: " + ", ".join(brief.entries))
    if brief.source:
        title.append(f"Source: {brief.source}")
    sections = [[f"## {head}", *([text] if text else [])] for head, text in brief.sections.items()]
    asked = [f"## {discuss}", *(f"- {question}" for question in brief.discuss)]
    checks = [f"## {check}"]
    for one in brief.check:
        checks.append(f"? {one.ask}")
        marks = ["x" if i == one.right else " " for i in range(1, len(one.options) + 1)]
        checks += [f"- [{m}] {text}" for m, text in zip(marks, one.options, strict=True)]
        checks.append(f"> {one.because}")
    return ["\n".join(part) for part in (title, *sections, asked, checks)]
