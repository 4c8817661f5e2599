"""One or two pages to print, for the team leader: the brief, and room for what was said."""

from io import BytesIO
from typing import Any

from bot.core.brief import Brief
from bot.core.knowledge import Knowledge
from bot.flows.brief_wording import Part, brief_parts, fixed_questions
from bot.texts import say

_MARGIN = 18  # millimetres
_BLUE = (38, 92, 140)
_INK, _SOFT = (25, 35, 45), (95, 105, 115)
_SIZES = {"title": 18, "head": 12, "text": 10.5, "small": 8.5, "line": 9}


def brief_page(number: int, brief: Brief, knowledge: Knowledge, version: int) -> bytes:
    """The pages as PDF."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(True, margin=_MARGIN)
    pdf.set_title(_latin(brief.title))
    pdf.add_page()
    for part in brief_parts(number, brief, knowledge, version):
        _write(pdf, part)
    _write(pdf, Part("head", say("brief.page.after")))
    for question in fixed_questions():
        _write(pdf, Part("text", question))
        _line(pdf)
        _line(pdf)
    _write(pdf, Part("small", say("brief.page.record", number=number)))
    out = BytesIO()
    pdf.output(out)
    return out.getvalue()


def board_page(title: str, done: list[tuple[str, list[str], float | None]]) -> bytes:
    """For a board: each title with its lines, and a bar of the share that acknowledged."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(True, margin=_MARGIN)
    pdf.add_page()
    _write(pdf, Part("title", say("board.title")))
    _write(pdf, Part("small", title))
    for name, lines, share in done:
        _write(pdf, Part("head", name))
        if share is not None:
            _bar(pdf, share)
        _write(pdf, Part("text", "\n".join(lines)))
    _write(pdf, Part("small", say("export.withheld")))
    return bytes(pdf.output())


def _bar(pdf: Any, share: float) -> None:
    """How many of everybody listed have tapped."""
    width, height = pdf.w - 2 * _MARGIN, 2.5
    pdf.set_fill_color(226, 230, 234)
    pdf.rect(_MARGIN, pdf.get_y(), width, height, style="F")
    pdf.set_fill_color(*_BLUE)
    pdf.rect(_MARGIN, pdf.get_y(), width * min(share, 1.0), height, style="F")
    pdf.ln(height + 1.5)


def _write(pdf: Any, part: Part) -> None:
    bold = part.tag in ("title", "head")
    pdf.set_font("Helvetica", style="B" if bold else "", size=_SIZES[part.tag])
    pdf.set_text_color(*(_SOFT if part.tag in ("small", "line") else _INK))
    if part.tag == "head":
        pdf.ln(2.5)
    height = _SIZES[part.tag] * 0.48
    pdf.multi_cell(0, height, _latin(part.text), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1)


def _line(pdf: Any) -> None:
    pdf.ln(5)
    pdf.set_draw_color(*_SOFT)
    pdf.line(_MARGIN, pdf.get_y(), pdf.w - _MARGIN, pdf.get_y())
    pdf.ln(1.5)


_PLAINER = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": "...",
    "\u2022": "-",
}


def _latin(text: str) -> str:
    """The letters that every PDF reader has by itself; no font need be shipped."""
    for mark, plain in _PLAINER.items():
        text = text.replace(mark, plain)
    return text.encode("latin-1", "replace").decode("latin-1")
