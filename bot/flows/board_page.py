"""The evidence for a board, to be read on paper: what was done first, then what was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows.brief_wording import Part
from bot.flows.printing import BLUE, MARGIN, PALE, blank, font, latin, room, write
from bot.texts import say

_COLUMNS = 4
_ROW = 9.5  # millimetres for a number and its name
_BAR = 2.5


@dataclass(frozen=True, slots=True)
class Block:
    """One finding about which something was done.

    share: of everybody listed, 0 to 1, who tapped; None where it is withheld.
    numbers: name and value.  notes: what was agreed, and what is missing.
    """

    title: str
    under: str
    share: float | None
    numbers: Sequence[tuple[str, str]]
    notes: Sequence[str]


def board_page(
    review: str, summary: str, blocks: Sequence[Block], untouched: Sequence[str]
) -> bytes:
    """The pages as PDF."""
    pdf = blank(say("board.title"))
    write(pdf, Part("title", say("board.title")))
    write(pdf, Part("small", review))
    write(pdf, Part("text", summary))
    for block in blocks:
        _block(pdf, block)
    if untouched:
        write(pdf, Part("head", say("board.untouched")))
        write(pdf, Part("text", "\n".join(f"- {title}" for title in untouched)))
    write(pdf, Part("small", say("export.withheld")))
    return bytes(pdf.output())


def _block(pdf: Any, block: Block) -> None:
    """Its heading, bar and numbers stay on one page."""
    rows = -(-len(block.numbers) // _COLUMNS)
    if room(pdf) < 26 + rows * _ROW:
        pdf.add_page()
    write(pdf, Part("head", block.title))
    write(pdf, Part("small", block.under))
    if block.share is not None:
        _bar(pdf, block.share)
    _grid(pdf, block.numbers)
    for note in block.notes:
        write(pdf, Part("text", note))


def _bar(pdf: Any, share: float) -> None:
    """How many of everybody listed have tapped."""
    pdf.set_fill_color(*PALE)
    pdf.rect(MARGIN, pdf.get_y(), pdf.epw, _BAR, style="F")
    pdf.set_fill_color(*BLUE)
    pdf.rect(MARGIN, pdf.get_y(), pdf.epw * min(share, 1.0), _BAR, style="F")
    pdf.ln(_BAR + 2)


def _grid(pdf: Any, numbers: Sequence[tuple[str, str]]) -> None:
    """Numbers with their names below, four in a row."""
    width = pdf.epw / _COLUMNS
    for at in range(0, len(numbers), _COLUMNS):
        row = numbers[at : at + _COLUMNS]
        for _, value in row:
            font(pdf, "text")
            pdf.cell(width, 4.5, latin(value))
        pdf.ln(4.5)
        for name, _ in row:
            font(pdf, "small")
            pdf.cell(width, 4, latin(name))
        pdf.ln(_ROW - 4.5)
    pdf.ln(1)
