"""A published report cut into its passages: the text of each, by the locator that cites it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MARKUP = re.compile(r"\*\*|</?u>")
_SECTION = re.compile(r"(\d{1,2})\.? ([A-Z].*)")
_PARAGRAPH = re.compile(r"(?:- )?(\d{1,2}\.\d{1,2}) (.*)")
_RECOMMENDATION = re.compile(r"Recommendation (\d+)")
_FOOTNOTE = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹]) (.*)")
_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"
_APPENDIX = re.compile(r"APPENDIX ([A-Z])")
_TERM = re.compile(r"(?=[^\WA-Z]{0,40}[A-Z][^\WA-Z]{0,40}[A-Z])(\w{2,80}) (.+)")
_LESSONS = re.compile(r"lessons learn", re.I)
_MOST_WORDS = 8  # a heading between two paragraphs has at most so many words
_END = ".?!:)'\u2019"  # after it a line of capitals is a heading, else one more of a list
_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the report, and the heading it stands under."""

    heading: str
    text: str


def cut(report: str, agencies: Mapping[str, str] | None = None) -> dict[str, Passage]:
    """The passages of a report's text, by locator, in their order.

    agencies: short name -> heading of that agency in appendix B.
    """
    cutter = _Cutter({_key(name): short for short, name in (agencies or {}).items()})
    for block in _blocks(report):
        cutter.take(block)
    cutter.close()
    return cutter.found


def _blocks(report: str) -> Iterator[list[str]]:
    """Runs of lines between blank lines; every numbered paragraph begins a run of its own."""
    block: list[str] = []
    for raw in report.splitlines():
        line = _MARKUP.sub("", raw).rstrip()
        if block and (not line.strip() or _PARAGRAPH.fullmatch(line.strip())):
            yield block
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield block


def _key(heading: str) -> str:
    return _LETTERS.sub("-", heading.lower()).strip("-")


@dataclass
class _Cutter:
    """Reads a report block by block, remembering what part of it is open."""

    agencies: Mapping[str, str]
    found: dict[str, Passage] = field(default_factory=dict)
    part: str = "front"  # front, glossary, contents, body, appendix or actions
    heading: str = ""
    section: int = 0
    locator: str = ""
    blocks: list[str] = field(default_factory=list)
    agency: str = ""
    count: int = 0

    def take(self, block: list[str]) -> None:
        """One block of lines."""
        first = block[0].strip()
        appendix = _APPENDIX.fullmatch(first)
        if appendix and self.part in ("body", "appendix", "actions"):
            self.close()
            self.part = "actions" if appendix[1] == "B" else "appendix"
            self.heading = first
        elif first in ("GLOSSARY", "CONTENTS"):
            self.close()
            self.part, self.heading = first.lower(), first
        elif self.part == "glossary":
            self._term(first)
        elif self.part == "actions":
            self._actions(block)
        elif self.part in ("front", "contents", "body"):
            self._body(block, first)

    def close(self) -> None:
        """Keep the open passage, without the headings that stand before the next one."""
        before = len(self.blocks)
        while before > 1 and _is_heading(self.blocks[before - 1]):
            before -= 1
        if self.part == "body" and before and self.blocks[before - 1].rstrip()[-1] in _END:
            del self.blocks[before:]
        text = " ".join(" ".join(self.blocks).split())
        if self.locator and text and not (self.locator.endswith(".0") and _is_heading(text)):
            self.found[self.locator] = Passage(self.heading, text)
        self.locator, self.blocks = "", []

    def _open(self, locator: str, text: str) -> None:
        self.close()
        self.locator, self.blocks = locator, [text] if text else []

    def _term(self, line: str) -> None:
        term = _TERM.fullmatch(line)
        if term:
            self._open(f"glossary:{term[1]}", term[2])
        elif self.locator:
            self.blocks.append(line)

    def _body(self, block: list[str], first: str) -> None:
        section, paragraph = _SECTION.fullmatch(first), _PARAGRAPH.fullmatch(first)
        advice, note = _RECOMMENDATION.fullmatch(first), _FOOTNOTE.fullmatch(first)
        text = " ".join(block).strip()
        if section and len(block) == 1 and int(section[1]) == self.section + 1:
            self.close()
            self.part, self.section, self.count = "body", int(section[1]), 0
            self.heading = f"{section[1]} {section[2]}"
            self._open(f"{self.section}.0", "")
        elif self.part != "body":
            return
        elif paragraph and int(paragraph[1].partition(".")[0]) == self.section:
            self._open(paragraph[1], " ".join([paragraph[2], *block[1:]]))
        elif advice:
            self._open(f"rec-{advice[1]}", " ".join(block[1:]))
        elif note:
            number = _SUPERSCRIPTS.index(note[1]) + 1
            self.found[f"footnote-{number}"] = Passage(self.heading, text[2:])
        elif _LESSONS.search(self.heading):
            self._lessons(block)
        else:
            self.blocks.append(text)

    def _lessons(self, block: list[str]) -> None:
        for line in block:
            if line.startswith("- "):
                self.count += 1
                self._open(f"lesson-{self.count}", line[2:])
            elif self.locator:
                self.blocks.append(line)

    def _actions(self, block: list[str]) -> None:
        """Appendix B: an agency's heading, then its actions, with or without a mark before."""
        for place, line in enumerate(block):
            ended = not self.blocks or self.blocks[-1].rstrip().endswith(".")
            fresh = line.startswith("- ") or (not place and ended and line.strip()[0].isupper())
            if fresh and len(block) == 1 and self._is_agency(line):
                self.close()
                name = _key(line)
                self.agency, self.count = self.agencies.get(name, name), 0
            elif fresh and self.agency:
                self.count += 1
                self._open(f"appendix-b:{self.agency}-{self.count}", line.removeprefix("- "))
            elif self.agency:
                self.blocks.append(line)

    def _is_agency(self, line: str) -> bool:
        if self.agencies:
            return _key(line) in self.agencies
        return line[0].isupper() and line[-1].isalpha() and not line.isupper()


def _is_heading(text: str) -> bool:
    """A short line without an end mark, every long word with a capital."""
    words = text.replace("/", " ").split()
    return (
        len(words) <= _MOST_WORDS
        and text[-1:].isalpha()
        and words[0][0].isupper()
        and (len(words) <= 2 or all(word[0].isupper() or len(word) <= 3 for word in words))
    )
