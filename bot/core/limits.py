"""How much one person may send: counted in windows, forgotten when they pass."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Verdict = Literal["go", "say_so", "silent"]
WINDOW = timedelta(minutes=1)
MESSAGES, TAPS = 20, 60
_MANY = 1_000


@dataclass
class _Window:
    began: datetime
    count: int = 0


@dataclass
class Limit:
    """So many in a window; the first one over it is told, the rest meet silence."""

    most: int
    _windows: dict[int, _Window] = field(default_factory=dict)

    def take(self, key: int, now: datetime) -> Verdict:
        """Count one more of somebody; what shall come of it."""
        window = self._windows.get(key)
        if window is None or not window.began <= now < window.began + WINDOW:
            self._forget(now)
            window = self._windows[key] = _Window(now)
        window.count += 1
        if window.count <= self.most:
            return "go"
        return "say_so" if window.count == self.most + 1 else "silent"

    def _forget(self, now: datetime) -> None:
        """Drop windows that have passed, once there are many."""
        if len(self._windows) >= _MANY:
            kept = {k: w for k, w in self._windows.items() if now < w.began + WINDOW}
            self._windows = kept


@dataclass
class Limits:
    """Messages cost an answer, taps only an edit: each has its own measure."""

    messages: Limit = field(default_factory=lambda: Limit(MESSAGES))
    taps: Limit = field(default_factory=lambda: Limit(TAPS))
