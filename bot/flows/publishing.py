"""From a trainer's words to an answer that everybody gets.

Nothing is kept in memory between two steps: a restart loses none and publishes none twice.
"""

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.core.answering import Answerer
from bot.core.composing import read_answer
from bot.core.entry import ANSWER_WORDS
from bot.core.errors import FaultyError, RefusedError
from bot.core.grouping import Group
from bot.core.people import Person
from bot.flows.making import Made, made_of, seen_of
from bot.flows.opening import HasAnswerer
from bot.flows.reviewing import Reviewing
from bot.store.answers import Answer, Answers, What
from bot.store.groups import Claim
from bot.store.history import History
from bot.texts import say

_PLAIN: tuple[What, ...] = ("told", "aside")  # acts that change no file


@dataclass(frozen=True)
class Publishing:
    """Writing, checking and publishing; a refusal is a RefusedError with its sentence."""

    reviewing: Reviewing
    answers: Answers
    history: History
    by_two: bool
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def write(
        self,
        group: int,
        person: Person,
        raw: str,
        shelf: HasAnswerer,
        passages: Mapping[str, object],
        now: datetime,
    ) -> Answer:
        """Check a trainer's words and keep them; nothing is kept of what is refused."""
        held = await self._mine(group, person, now)
        written = read_answer(raw)
        title = written.title or await self._title(held.id, shelf.answerer, now)
        _refuse_personal((written.title, written.text), shelf.answerer)
        words = len(written.text.split())
        if not words:
            raise RefusedError("answer.empty")
        if words > ANSWER_WORDS:
            raise RefusedError("answer.long", words=words, most=ANSWER_WORDS)
        unknown = [name for name in written.cites if passages and name not in passages]
        if unknown:
            raise RefusedError("answer.no_passage", locators=", ".join(unknown))
        return await self.answers.keep(
            held.id, person.key, title, written.text, written.cites, now
        )

    async def take_wordings(
        self, group: int, person: Person, shelf: HasAnswerer, now: datetime
    ) -> Answer:
        """An answer without words: the group's wordings belong to an entry that is there."""
        held = await self._mine(group, person, now)
        title = await self._title(held.id, shelf.answerer, now)
        return await self.answers.keep(held.id, person.key, title, "", (), now)

    async def made(
        self, answer: Answer, act: What, target: str | None, answerer: Answerer, now: datetime
    ) -> Made:
        """What an act would make of an answer: the file, and the knowledge with it."""
        group = await self.group_of(answer, answerer, now)
        overlay = self.history.overlay
        return await asyncio.to_thread(made_of, answer, act, target, group, overlay, answerer, now)

    async def group_of(self, answer: Answer, answerer: Answerer, now: datetime) -> Group:
        """The group that an answer is to; refused when it no longer waits."""
        group = await self.reviewing.one(answer.group_id, answerer, now)
        if group is None:
            raise RefusedError("review.gone")
        return group

    async def past_questions(self) -> list[str]:
        """What was asked before, redacted, newest first."""
        return await self.answers.past_questions()

    async def publish(
        self,
        number: int,
        act: What,
        target: str | None,
        person: Person,
        shelf: HasAnswerer,
        now: datetime,
    ) -> str:
        """Publish, or let it wait for a second trainer: "published" or "waiting"."""
        async with self.lock:
            answer = await self._open_answer(number)
            if self.by_two and act != "aside":
                if answer.state == "draft":
                    await self.made(answer, act, target, shelf.answerer, now)
                    asked = await self.answers.ask_second(answer, act, target, person.key, now)
                    return "waiting" if asked else "late"
                if person.key == answer.written_by:
                    raise RefusedError("answer.second_needed")
                act, target = answer.act or act, answer.target
            return await self._publish(answer, act, target, person, shelf, now)

    async def set_aside(
        self, group: int, reason: str, person: Person, shelf: HasAnswerer, now: datetime
    ) -> Answer:
        """Close a group without an answer; whoever asked hears why."""
        answer = await self.take_wordings(group, person, shelf, now)
        await self.publish(answer.id, "aside", reason, person, shelf, now)
        return answer

    async def send_back(self, number: int, person: Person) -> Answer:
        """The second trainer would rather have it changed."""
        answer = await self._open_answer(number)
        if person.key == answer.written_by or not await self.answers.send_back(answer):
            raise RefusedError("answer.late")
        return answer

    async def undo(self, number: int, person: Person, shelf: HasAnswerer, now: datetime) -> None:
        """Take a change back, unless the file has been changed since."""
        async with self.lock:
            change = await self.history.find(number)
            if change is None:
                raise RefusedError("history.changed_since")
            overlay = self.history.overlay
            try:
                await asyncio.to_thread(overlay.tried, {change.path: change.before}, now)
            except FaultyError as error:
                faults = "\n".join(str(fault) for fault in error.faults[:5])
                raise RefusedError("history.undo_faults", faults=faults) from None
            try:
                undone = await self.history.undo(change, person.key, now)
                if undone is not None:
                    overlay.put(change.path, change.before)
                    await self.history.ticked(undone)
            except (OSError, sqlite3.Error):
                raise RefusedError("answer.no_room") from None
            if undone is None:
                raise RefusedError("history.changed_since")
            with suppress(FaultyError):
                await asyncio.to_thread(shelf.take, now)

    async def _publish(
        self,
        answer: Answer,
        act: What,
        target: str | None,
        person: Person,
        shelf: HasAnswerer,
        now: datetime,
    ) -> str:
        """Stage the file, write all down, move the file into its place, use it."""
        if act in _PLAIN:
            done = await self.answers.publish(answer, act, target, None, person.key, now)
            return "late" if done is None else "published"
        made = await self.made(answer, act, target, shelf.answerer, now)
        seen = json.loads(answer.base or "{}").get(target)
        if act == "change" and seen not in (None, seen_of(self.history.overlay, made)):
            raise RefusedError("answer.changed_meanwhile")
        staged: Path | None = None
        try:
            staged = self.history.overlay.stage(made.file.path, made.file.after)
            change = await self.answers.publish(
                answer, act, made.file.entry, made.file, person.key, now
            )
        except (OSError, sqlite3.Error):
            _tidy(staged)
            raise RefusedError("answer.no_room") from None
        if change is None:
            _tidy(staged)
            return "late"
        with suppress(OSError, sqlite3.Error):  # else the next start finishes it
            self.history.overlay.put(made.file.path, made.file.after, staged)
            await self.history.ticked(change)
        with suppress(FaultyError):  # a file edited by hand since; it is reported by the watch
            await asyncio.to_thread(shelf.take, now)
        return "published"

    async def _open_answer(self, number: int) -> Answer:
        answer = await self.answers.find(number)
        if answer is None or answer.state not in ("draft", "waiting"):
            raise RefusedError("answer.late")
        return answer

    async def _mine(self, group: int, person: Person, now: datetime) -> Claim:
        """The group in somebody's own hands; taken now if it is in nobody's."""
        claim = await self.reviewing.claim(group, person, now)
        if claim is None:
            raise RefusedError("review.gone")
        if claim.state != "open":
            outcome = say(f"review.outcome.{claim.outcome}")
            raise RefusedError("review.closed", outcome=outcome)
        if claim.claimed_by != person.key:
            raise RefusedError("review.taken_reply")
        return claim

    async def _title(self, group: int, answerer: Answerer, now: datetime) -> str:
        found = await self.reviewing.one(group, answerer, now)
        if found is None:
            raise RefusedError("review.gone")
        return found.clearest


def _refuse_personal(parts: tuple[str, ...], answerer: Answerer) -> None:
    """Whatever could point to a person is shown to its writer, and nothing is kept."""
    kept = [answerer.redactor.redact(part) for part in parts if part]
    if any(each.removed for each in kept):
        text = "\n".join(each.text for each in kept)
        raise RefusedError("answer.personal", text=text[:1000])


def _tidy(staged: Path | None) -> None:
    if staged is not None:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
