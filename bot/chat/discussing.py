"""A team leader's record of the talk, in chat: buttons where they serve, short typed answers."""

from datetime import timedelta
from html import escape

from bot.chat.context import Turn
from bot.chat.render import Keyboard, list_keyboard
from bot.flows.discussing import LONGEST, form_words
from bot.store.evidence import ANSWERS, Discussion
from bot.texts import say

BEGIN, DAY, PRESENT, NONE, SAVE, DROP, CHANGE = "b", "d", "p", "n", "s", "x", "c"
_PRESENT = (3, 5, 8, 12)


async def taps(turn: Turn) -> None:
    """A button of the record: "z:<what>:<brief or value>"."""
    _, what, given = turn.data.split(":")
    value, flow = int(given), turn.service.discussing
    if what == BEGIN:
        await _begin(turn, value)
        return
    form = await flow.open_form(turn.person, turn.now)
    if what == DROP:
        await flow.evidence.drop(turn.person.key)
        await turn.note()
        await turn.change(say("discuss.dropped"))
        return
    if form is None:
        await turn.note(say("discuss.gone"))
        return
    if what == SAVE:
        saved = await flow.save(form, turn.now)
        await turn.note(say("discuss.saved_note") if saved else say("chat.old_button"))
        if saved:
            await turn.change(escape(form_words(form)))
            await turn.say(say("discuss.saved"))
        return
    if what == CHANGE:
        await _ask_again(turn, form, value)
        return
    await _fill(turn, form, what, value)


async def takes_words(turn: Turn) -> bool:
    """What somebody types while a record is open; danger is never taken for an answer."""
    if not turn.private or not turn.words:
        return False
    flow = turn.service.discussing
    form = await flow.open_form(turn.person, turn.now)
    if form is None or form.step == "review":
        return False
    answerer = turn.service.shelf.answerer
    if await turn.service.asking.hear_danger(answerer, turn.words, turn.now) is not None:
        return False
    done = await flow.take(form, turn.words, answerer.knowledge.redactor, turn.now)
    if isinstance(done, Discussion):
        await _ask(turn, done)
    else:
        words = say(f"discuss.wrong.{done}", most=LONGEST)
        await turn.say(escape(words), _keyboard(form))
    return True


async def _begin(turn: Turn, number: int) -> None:
    kept = await turn.service.briefing.briefs.find(number)
    if (
        kept is None
        or await turn.service.briefing.evidence.recipient(number, turn.person.key) is None
    ):
        await turn.note(say("brief.only_preview" if kept else "chat.old_button"))
        return
    await turn.note()
    form = await turn.service.briefing.evidence.begin(number, turn.person, turn.now)
    await _ask(turn, form)


async def _fill(turn: Turn, form: Discussion, what: str, value: int) -> None:
    """A button that answers the question now asked; an older one changes nothing."""
    asked = {DAY: "held_on", PRESENT: "present", NONE: "actions"}.get(what)
    if asked != form.step:
        await turn.note(say("chat.old_button"))
        return
    day = (turn.now - timedelta(days=value)).date().isoformat()
    given: str | int | None = day if what == DAY else value if what == PRESENT else None
    following = await turn.service.discussing.evidence.fill(form, given, turn.now)
    await turn.note()
    if following:
        await turn.rekey()
        await _ask(turn, following)


async def _ask_again(turn: Turn, form: Discussion, at: int) -> None:
    """One answer of a record that is not saved yet."""
    step = ANSWERS[at] if at < len(ANSWERS) else ""
    flow = turn.service.discussing.evidence
    following = await flow.ask_again(form, step, turn.now) if step else None
    await turn.note("" if following else say("chat.old_button"))
    if following:
        await turn.rekey()
        await _ask(turn, following)


async def _ask(turn: Turn, form: Discussion) -> None:
    await turn.say(escape(form_words(form)), _keyboard(form))


def _keyboard(form: Discussion) -> Keyboard:
    buttons: list[tuple[str, str]] = []
    if form.step == "held_on":
        buttons = [(say("discuss.today"), "z:d:0"), (say("discuss.yesterday"), "z:d:1")]
    elif form.step == "present":
        buttons = [(str(count), f"z:p:{count}") for count in _PRESENT]
    elif form.step == "actions":
        buttons = [(say("discuss.no_actions"), "z:n:0")]
    elif form.step == "review":
        buttons = [(say(f"discuss.change.{step}"), f"z:c:{at}") for at, step in enumerate(ANSWERS)]
        buttons.append((say("discuss.save"), "z:s:0"))
    return list_keyboard(
        [*buttons, (say("discuss.drop"), "z:x:0")], columns=2 if form.step == "review" else 4
    )
