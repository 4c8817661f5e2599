"""One or two pages to print, for the team leader: the brief, the answers, room for the talk."""

from typing import Any

from bot.core.brief import Brief
from bot.core.knowledge import Knowledge
from bot.flows.brief_wording import Part, brief_parts, fixed_questions
from bot.flows.printing import MARGIN, SOFT, blank, room, write
from bot.texts import say

_LINE = 7.0  # millimetres for one line written by hand
_FEWEST, _MOST = 2, 6  # lines below each of the three questions
_BESIDES = 46.0  # heading, questions and last words of that part


def brief_page(number: int, brief: Brief, knowledge: Knowledge, version: int) -> bytes:
    """The pages as PDF."""
    pdf = blank(brief.title)
    asked = tuple(each for each in brief.discuss if each not in fixed_questions())
    shown = brief.model_copy(update={"discuss": asked})  # the three fixed ones have their lines
    *parts, sources = brief_parts(number, shown, knowledge, version)
    if sources.tag != "small":
        parts.append(sources)
    for part in parts:
        write(pdf, part)
    _checks(pdf, brief)
    if sources.tag == "small":
        write(pdf, sources)
    _after(pdf, number)
    return bytes(pdf.output())


def _checks(pdf: Any, brief: Brief) -> None:
    """Each check question with its answer, for whoever leads the talk."""
    if brief.check:
        write(pdf, Part("head", say("brief.page.checks")))
    for check in brief.check:
        answer = check.options[check.right - 1]
        words = say("brief.page.check", ask=check.ask, answer=answer, because=check.because)
        write(pdf, Part("text", words))


def _after(pdf: Any, number: int) -> None:
    """What is filled in by hand, with as many lines as the page has room for."""
    least = _BESIDES + 3 * _FEWEST * _LINE
    if room(pdf) < least:
        pdf.add_page()
    lines = min(_MOST, int((room(pdf) - _BESIDES) / (3 * _LINE)))
    write(pdf, Part("head", say("brief.page.after")))
    write(pdf, Part("text", say("brief.page.when")))
    for question in fixed_questions():
        write(pdf, Part("text", question))
        for _ in range(lines):
            _line(pdf)
        pdf.ln(2)
    write(pdf, Part("small", say("brief.page.record", number=number)))


def _line(pdf: Any) -> None:
    pdf.ln(_LINE - 1.5)
    pdf.set_draw_color(*SOFT)
    pdf.line(MARGIN, pdf.get_y(), pdf.w - MARGIN, pdf.get_y())
    pdf.ln(1.5)
