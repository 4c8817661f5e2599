"""Pages to print: one look for all, headings that never stand alone, and a number on each page."""

from typing import Any

from bot.flows.brief_wording import Part
from bot.texts import say

MARGIN = 18.0  # millimetres, like every length here
BLUE, PALE = (38, 92, 140), (226, 230, 234)
INK, SOFT = (25, 35, 45), (95, 105, 115)
_SIZES = {"title": 18, "head": 12, "text": 10.5, "small": 8.5, "line": 9}
_SHORT = 4  # lines
_KEPT_TOGETHER = 26.0  # a heading and the first lines below it


def blank(title: str) -> Any:
    """A document with its first page; each page says at its foot what it belongs to."""
    from fpdf import FPDF

    class Numbered(FPDF):  # type: ignore[misc]
        def footer(self) -> None:
            self.set_y(-MARGIN + 4)
            font(self, "small")
            pages = say("brief.page.of", page=self.page_no(), pages="{nb}")
            self.cell(self.epw / 2, 4, latin(title[:60]))
            self.cell(self.epw / 2, 4, pages, align="R")

    pdf = Numbered(format="A4")
    pdf.set_margins(MARGIN, MARGIN)
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, margin=MARGIN + 2)
    pdf.set_title(latin(title))
    pdf.add_page()
    return pdf


def room(pdf: Any) -> float:
    """How much of the page is left."""
    return float(pdf.h - MARGIN - 2 - pdf.get_y())


def write(pdf: Any, part: Part) -> None:
    """One part below the others; a heading goes to the next page rather than stand alone."""
    if part.tag == "head":
        if room(pdf) < _KEPT_TOGETHER:
            pdf.add_page()
        else:
            pdf.ln(2.5)
    font(pdf, part.tag)
    height = _SIZES[part.tag] * 0.48
    for paragraph in part.text.split("\n"):
        _keep_together(pdf, paragraph, height)
        if paragraph.startswith("- "):
            _point(pdf, paragraph[2:], height)
        else:
            _lines(pdf, paragraph, height)
    pdf.ln(1)


def font(pdf: Any, tag: str) -> None:
    """The letters of a kind of part."""
    bold = tag in ("title", "head")
    pdf.set_font("Helvetica", style="B" if bold else "", size=_SIZES[tag])
    pdf.set_text_color(*(SOFT if tag in ("small", "line") else INK))


def _keep_together(pdf: Any, text: str, height: float) -> None:
    """A short paragraph goes to the next page whole rather than leave a line behind."""
    count = len(pdf.multi_cell(0, height, latin(text) or " ", dry_run=True, output="LINES"))
    if count <= _SHORT and count * height > room(pdf):
        pdf.add_page()


def _point(pdf: Any, text: str, height: float) -> None:
    """One point of a list, its lines below one another."""
    pdf.cell(4, height, "\u00b7")
    pdf.set_left_margin(MARGIN + 4)
    _lines(pdf, text, height)
    pdf.set_left_margin(MARGIN)
    pdf.set_x(MARGIN)


def _lines(pdf: Any, text: str, height: float) -> None:
    pdf.multi_cell(0, height, latin(text) or " ", align="L", new_x="LMARGIN", new_y="NEXT")


_PLAINER = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
    "\u2026": "...", "\u2022": "\u00b7",
}  # fmt: skip


def latin(text: str) -> str:
    """The letters that every PDF reader has by itself; no font need be shipped."""
    for mark, plain in _PLAINER.items():
        text = text.replace(mark, plain)
    return text.encode("latin-1", "replace").decode("latin-1")
