"""A picture or a PDF that goes with a brief: which kinds there are, and how large one may be."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["picture", "pdf"]
Wrong = Literal["size", "type"]

MOST_BYTES = 5 * 2**20  # far below what Telegram takes, so that a telephone need not wait
_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"%PDF-", "pdf"),
)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a brief; size in bytes.

    file_id: what Telegram calls it, once it knows it.
    """

    kind: Kind
    sha256: str
    size: int
    file_id: str | None = None


def kind_of(content: bytes) -> Kind | Wrong:
    """What a file is by its first bytes, whatever it is called; or why it cannot go with one."""
    if not 0 < len(content) <= MOST_BYTES:
        return "size"
    found = next((kind for begin, kind in _BEGINNINGS if content.startswith(begin)), None)
    return found or "type"
