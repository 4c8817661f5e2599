"""Updates on their way to the bot: pending, polled for, or pushed to a webhook."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable

from tests.fake_telegram_parts.state import JSON, ApiError, bad

KEPT_SECONDS = 24 * 60 * 60
# Telegram sends these only to a bot that asks for them by name.
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
SECOND_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
BY_WEBHOOK = "Conflict: terminated by setWebhook request"

Post = Callable[[dict[str, str], bytes], Awaitable[int]]


class _LongPoll:
    """One getUpdates that waits for something to happen."""

    def __init__(self) -> None:
        self.happened = asyncio.Event()
        self.conflict: str | None = None

    def end(self, conflict: str) -> None:
        self.conflict = conflict
        self.happened.set()

    async def wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.happened.wait(), seconds)
        if self.conflict:
            raise ApiError(409, self.conflict)


class Updates:
    """The queue of updates and the two ways out of it."""

    def __init__(self, now: Callable[[], float], longest_wait: float) -> None:
        self.now = now
        self.longest_wait = longest_wait
        self.webhook: JSON = {"url": ""}
        self._pending: dict[int, tuple[float, JSON]] = {}
        self._allowed: list[str] = []
        self._poll: _LongPoll | None = None
        self._next_id = 700_000_001

    def add(self, content: JSON) -> int:
        """Queue an update, if the bot wants its kind, under the next id."""
        update_id = self._next_id
        self._next_id += 1
        if all(self._wanted(kind) for kind in content):
            self._pending[update_id] = (self.now(), {**content, "update_id": update_id})
            if self._poll:
                self._poll.happened.set()
        return update_id

    def _wanted(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT

    def pending(self) -> list[JSON]:
        """What the bot has not confirmed and Telegram still keeps."""
        oldest = self.now() - KEPT_SECONDS
        kept = {key: one for key, one in self._pending.items() if one[0] >= oldest}
        self._pending = kept
        return [update for _, update in kept.values()]

    async def poll(self, p: JSON) -> list[JSON]:
        """The method getUpdates: confirm what lies before the offset, then wait for more."""
        if self.webhook["url"]:
            raise ApiError(409, WEBHOOK_ACTIVE)
        if self._poll:
            # On the real server each new poll ends the one before: soon both have seen a 409.
            self._poll.end(SECOND_POLLER)
            raise ApiError(409, SECOND_POLLER)
        self._allow(p)
        self._confirm(p.get("offset", 0))
        seconds = min(p.get("timeout", 0), self.longest_wait)
        if not self.pending() and seconds > 0:
            await self._wait(seconds)
        return self.pending()[: min(max(p.get("limit", 100), 1), 100)]

    async def _wait(self, seconds: float) -> None:
        self._poll = _LongPoll()
        try:
            await self._poll.wait(seconds)
        finally:
            self._poll = None

    def _allow(self, p: JSON) -> None:
        if "allowed_updates" in p:
            self._allowed = p["allowed_updates"]

    def _confirm(self, offset: int) -> None:
        ids = [update["update_id"] for update in self.pending()]
        first = ids[offset:][0] if offset < 0 and ids else offset
        for update_id in ids:
            if update_id < first:
                del self._pending[update_id]

    def set_webhook(self, p: JSON) -> bool:
        """The method setWebhook."""
        if not p.get("url"):
            return self.delete_webhook(p)
        if not str(p["url"]).startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", p.get("secret_token", "")):
            raise bad("secret token contains unallowed characters")
        self._allow(p)
        self.webhook = {"url": p["url"], "secret_token": p.get("secret_token", "")}
        if self._poll:
            self._poll.end(BY_WEBHOOK)
        return self._drop_if_asked(p)

    def delete_webhook(self, p: JSON) -> bool:
        """The method deleteWebhook."""
        self.webhook = {"url": ""}
        return self._drop_if_asked(p)

    def _drop_if_asked(self, p: JSON) -> bool:
        if p.get("drop_pending_updates"):
            self._pending.clear()
        return True

    def webhook_info(self, _: JSON) -> JSON:
        """The method getWebhookInfo, which never shows the secret."""
        public = {key: value for key, value in self.webhook.items() if key != "secret_token"}
        count = len(self.pending())
        return {**public, "has_custom_certificate": False, "pending_update_count": count}

    async def push(self, post: Post) -> int:
        """Deliver to the webhook in order until it fails; what failed comes again next time."""
        assert self.webhook["url"], "no webhook is set"
        headers = {"Content-Type": "application/json"}
        if secret := self.webhook["secret_token"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        accepted = 0
        for update in self.pending():
            status = await post(headers, json.dumps(update).encode())
            if not 200 <= status < 300:
                reason = f"Wrong response from the webhook: {status}"
                self.webhook |= {"last_error_date": int(self.now()), "last_error_message": reason}
                break
            del self._pending[update["update_id"]]
            accepted += 1
        return accepted
