"""The sentence encoders from their packages on this machine: no download, no network."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.core.meaning import Encoder, NoEncoder, Together
from bot.store.minilm import MiniLM
from bot.store.use import UniversalSentenceEncoder


def encoder(data: Path) -> Encoder:
    """Every encoder that is installed, as one; words alone where there is none.

    data: the folder in which what they read is laid out.  Nothing is loaded before it is used.
    From here on numpy computes in one thread: a second one that must wait for a busy core made
    one product of matrices 13 times slower (51 ms for 4), and the order of sums would vary.
    """
    threadpool_limits(1, user_api="blas")
    found: list[Encoder] = []
    for kind in (UniversalSentenceEncoder, MiniLM):
        try:
            found.append(kind(data / "models"))
        except (ImportError, PackageNotFoundError, OSError):
            continue
    if len(found) > 1:
        return Together(found)
    return found[0] if found else NoEncoder()
