"""Like beside like: a set of our own, shuffled, and how pure the groups are."""

import random
from datetime import UTC, datetime

from bot.core.answering import Answerer
from bot.core.grouping import Asked, assigned, clearest, likenesses

# One matter a row, in different mouths; the last are asked by one person only.
MATTERS = [
    [
        "do we tell his partner before or after the visit?",
        "tell partner b4 visit or after",
        "is the partner to be told before we go round or afterwards",
    ],
    ["what form do we fill in for housing", "housing referal form??"],
    [
        "how long do we keep the notes of a strategy meeting",
        "retention period for strategy meeting minutes",
        "how many years do we hold strategy meeting notes",
    ],
    [
        "can a pcso sit in on a mappa meeting",
        "are pcsos allowed at mappa",
        "can PCSO attend mappa meetings",
    ],
    [
        "who pays for the interpreter at a home visit",
        "interpreter costs home visit who pays",
        "who foots the bill for an interpreter on visits",
    ],
    [
        "is training on coercive control compulsory",
        "do i have to do the coercive control training",
        "coercive control course mandatory?",
    ],
    ["what do I do when a gp wont share records", "gp refuses to share the medical record"],
    ["can we use whatsapp to message the victim", "whatsapp with victims allowed?"],
    ["when does the next review come out", "date of next review publication"],
    ["do dogs need to be reported on a visit"],
    ["what is the dress code for court"],
    ["parking permit at the probation office"],
]
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def grouped(answerer: Answerer, texts: list[str]) -> list[int | None]:
    reader, weights = answerer.matcher.reader, answerer.matcher.index.texts.word_weights
    asked = [Asked(place, NOW, "unanswered", text) for place, text in enumerate(texts)]
    return assigned(asked, likenesses(texts, reader, weights))


def test_nine_groups_in_ten_hold_one_matter_and_most_questions_find_their_like(
    answerer: Answerer,
) -> None:
    rows = [(matter, text) for matter, texts in enumerate(MATTERS) for text in texts]
    random.Random(3).shuffle(rows)
    groups: dict[int, list[int]] = {}
    for place, joins in enumerate(grouped(answerer, [text for _, text in rows])):
        groups.setdefault(place if joins is None else joins, []).append(rows[place][0])
    pure = [group for group in groups.values() if len(set(group)) == 1]
    together = sum(len(group) for group in groups.values() if len(group) > 1)
    assert len(pure) >= 0.9 * len(groups)
    assert together >= 0.85 * sum(len(texts) for texts in MATTERS if len(texts) > 1)


def test_the_same_questions_always_give_the_same_groups(answerer: Answerer) -> None:
    texts = [text for texts in MATTERS for text in texts]
    assert grouped(answerer, texts) == grouped(answerer, texts)


def test_the_clearest_wording_is_well_spelt_and_neither_short_nor_endless(
    answerer: Answerer,
) -> None:
    reader, weights = answerer.matcher.reader, answerer.matcher.index.texts.word_weights
    texts = ["tel partnr b4 vist", MATTERS[0][0], "partner visit [person] told?"]
    assert clearest(texts, reader, weights) == MATTERS[0][0]
