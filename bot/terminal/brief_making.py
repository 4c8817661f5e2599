"""`brief new`, `show`, `to` and `enclose`: a draft and everything that belongs to it."""

from pathlib import Path

from bot.core.audience import Audience
from bot.core.brief import Brief
from bot.core.enclosing import MOST_BYTES
from bot.core.errors import Fault, FaultyError, RefusedError
from bot.flows.brief_reading import read_brief
from bot.flows.brief_wording import (
    audience_words,
    brief_parts,
    chosen_words,
    fault_words,
    ladder_words,
    plain,
)
from bot.flows.enclosing import enclose as put
from bot.flows.enclosing import enclosure_words
from bot.store.kept_brief import KeptBrief
from bot.store.yamls import Document, parse
from bot.terminal.brief_doing import Doing, told
from bot.texts import say

_FILES = (".md", ".yaml", ".yml")


async def new(it: Doing) -> int:
    """From a file, from entries, or under a title."""
    given = it.args.given
    if given and Path(given[0]).suffix.lower() in _FILES:
        made = _read(Path(given[0]))
    else:
        typed = " ".join(given) or say("brief.terminal.untitled")
        made = it.flow.from_words(typed, it.knowledge)
    number = await it.flow.briefs.draft(made, it.by.key, it.now)
    kept = await it.flow.briefs.find(number)
    return await show(it, kept) if kept else 1


async def change(it: Doing, kept: KeptBrief) -> int:
    """Other words for a draft, from a file."""
    made = _given(it)
    done = await it.flow.briefs.rewrite(kept.id, made, it.by.key, it.now)
    if not done:
        return told(it.out, say("brief.confirm.old"), 1)
    return await show(it, await it.flow.briefs.find(kept.id) or kept)


async def correct(it: Doing, kept: KeptBrief) -> int:
    """Other words for a brief that was sent, from a file."""
    made = _given(it)
    done = await it.flow.correct(kept, made, it.by.key, it.knowledge, it.now)
    if done == "faults":
        lines = [say("brief.not_corrected")]
        lines += [
            f"- {fault_words(fault)}" for fault in it.flow.faults(kept.id, made, it.knowledge)
        ]
        return told(it.out, "\n".join(lines), 1)
    words = say("brief.corrected" if done == "done" else "brief.confirm.old")
    return told(it.out, words, int(done != "done"))


def _given(it: Doing) -> Brief:
    """The brief in the file behind the number."""
    if len(it.args.given) < 2:
        raise RefusedError("brief.terminal.no_file")
    return _read(Path(it.args.given[1]))


def _read(path: Path) -> Brief:
    if path.suffix.lower() != ".md":
        return parse(Brief, Document(path, str(path)))  # type: ignore[no-any-return]
    return read_brief(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        why = say("brief.terminal.not_utf8")
        raise FaultyError([Fault(str(path), None, why)]) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FaultyError([Fault(str(path), None, f"cannot be read: {error.strerror}")]) from None


async def show(it: Doing, kept: KeptBrief) -> int:
    """As a recipient reads it, then where it stands and what is still wrong."""
    state = say(f"brief.state.{kept.state}")
    lines = [plain(brief_parts(kept.id, kept.brief, it.knowledge, kept.version)), ""]
    lines.append(say("brief.card", number=kept.id, title=kept.brief.title, state=state))
    if kept.file:
        lines.append(enclosure_words(kept.file, warned=kept.state == "draft"))
    lines.append(say("brief.to.line", to=audience_words(kept.audience)))
    if kept.state == "draft":
        lines.append(chosen_words(await it.flow.chosen(kept.audience, it.now)))
        faults = it.flow.faults(kept.id, kept.brief, it.knowledge)
        lines.append(say("brief.wrong_still") if faults else say("brief.good"))
        lines += [f"- {fault_words(fault)}" for fault in faults]
    else:
        lines.append(ladder_words(kept.id, await it.flow.evidence.totals(kept.id)))
    return told(it.out, "\n".join(lines))


async def to(it: Doing, kept: KeptBrief) -> int:
    """To whom: by agency, role, team and area, or a file with an id or a name in each line."""
    people: tuple[int, ...] = ()
    outside = 0
    if it.args.list is not None:
        known = await it.flow.membership.everybody(it.now)
        by_name = {str(each.key): each.key for each in known}
        by_name |= {each.name.casefold(): each.key for each in known if each.name}
        lines = [line.strip().casefold() for line in _text(it.args.list).splitlines()]
        wanted = [line for line in lines if line]
        people = tuple(sorted({by_name[line] for line in wanted if line in by_name}))
        outside = sum(line not in by_name for line in wanted)
    audience = Audience(
        agencies=tuple(it.args.agency), roles=tuple(it.args.role), teams=tuple(it.args.team),
        areas=tuple(it.args.area), people=people, outside=outside,
    )  # fmt: skip
    await it.flow.briefs.address(kept.id, audience, it.by.key, it.now)
    return told(it.out, chosen_words(await it.flow.chosen(audience, it.now)))


async def enclose(it: Doing, kept: KeptBrief) -> int:
    """A picture or a PDF goes with a draft; without a file, none does."""
    if kept.state != "draft":
        return told(it.out, say("brief.file.not_draft", number=kept.id), 1)
    if len(it.args.given) < 2:
        await it.flow.enclosures.take_off(kept.id, it.by.key, it.now)
        return told(it.out, say("people.outcome.done"))
    content = _bytes(Path(it.args.given[1]))
    done = await put(it.flow.enclosures, kept, content, it.by.key, it.now)
    return told(it.out, say(f"brief.file.put.{done}", most=MOST_BYTES // 2**20), done != "done")
