"""Names that changed after the review was written, read as the review has them."""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.entry import Fact
from bot.core.words import clean, split

Words = tuple[str, ...]


def renamings(facts: Iterable[Fact]) -> dict[Words, Words]:
    """Today's name -> the review's name, each as the words that it is read as."""
    return {
        tuple(split(clean(new))): tuple(split(clean(old)))
        for fact in facts
        for old, names in fact.renamed.items()
        for new in names
    }


def as_then(words: Sequence[str], renamed: Mapping[Words, Words]) -> list[str]:
    """The same words with each of today's names, also in the plural, as the review has it.

    The longest name counts: "local child safeguarding practice review" is one and not two.
    """
    lengths = sorted({len(name) for name in renamed}, reverse=True)
    out: list[str] = []
    i = 0
    while i < len(words):
        for length in lengths:
            name = tuple(words[i : i + length])
            old = renamed.get(name) or renamed.get((*name[:-1], name[-1].removesuffix("s")))
            if old is not None:
                out += old
                i += length
                break
        else:
            out.append(words[i])
            i += 1
    return out
