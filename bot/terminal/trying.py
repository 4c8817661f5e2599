"""`test-knowledge`: every phrasing asked, and what came of it in words or as JSON."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from bot.core.knowledge import Knowledge
from bot.core.leaving import FOLDS
from bot.core.meaning import Encoder
from bot.core.preparing import prepare
from bot.core.trial import Trial, asked_in_rounds, trial
from bot.texts import say

_MOST_ROWS = 20


def run_trial(knowledge: Knowledge, encoder: Encoder, progress: Callable[[str], None]) -> Trial:
    """Ask everything; `progress` is told before each round, which takes a while."""
    ready = prepare(knowledge, encoder)
    rounds = []
    asked = asked_in_rounds(ready)
    for number in range(1, FOLDS + 1):
        progress(say("trial.round", number=number, count=FOLDS))
        rounds.append(next(asked))
    return trial(ready, rounds)


def as_json(found: Trial) -> str:
    """The whole report for programs."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"


def as_words(found: Trial) -> str:
    """The report for people: totals, the worst confusions, the leakiest gaps, reliability."""
    return "\n".join([*_totals(found), *_confusions(found), *_gaps(found), *_reliability(found)])


def _totals(found: Trial) -> Iterator[str]:
    yield say(
        "trial.right",
        count=found.phrasings,
        right=_percent(found.right_at_once),
        three=_percent(found.right_in_three),
        same=_percent(found.same_at_once),
    )
    yield say(
        "trial.coverage",
        answered=_percent(found.answered),
        right=_percent(found.right_when_answered),
        offered=_percent(found.offered),
        silent=_percent(found.silent),
    )
    yield say(
        "trial.gaps",
        count=found.gap_messages,
        through=_percent(found.gaps_let_through),
        offered=_percent(found.gaps_offered),
    )


def _confusions(found: Trial) -> Iterator[str]:
    strangers = [row for row in found.confusions if not row.kin]
    yield ""
    yield say("trial.confusions", count=sum(row.count for row in strangers))
    for row in strangers[:_MOST_ROWS]:
        yield say(
            "trial.confusion",
            count=row.count,
            entry=row.entry,
            other=row.taken_for,
            examples=_quoted(row.examples),
        )


def _gaps(found: Trial) -> Iterator[str]:
    yield ""
    yield say("trial.gap_groups", count=len(found.gaps))
    for row in found.gaps[:_MOST_ROWS]:
        if row.let_through or row.offered:
            yield say(
                "trial.gap_group",
                gap=row.gap,
                through=row.let_through,
                offered=row.offered,
                count=row.count,
                examples=_quoted(row.examples),
            )


def _reliability(found: Trial) -> Iterator[str]:
    yield ""
    yield say("trial.reliability", error=f"{found.calibration_error:.3f}")
    for row in found.reliability:
        yield say(
            "trial.bin",
            low=f"{row.low:.1f}",
            high=f"{row.high:.1f}",
            said=_percent(row.said),
            true=_percent(row.came_true),
            count=row.count,
        )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _quoted(examples: tuple[str, ...]) -> str:
    return "; ".join(f'"{text}"' for text in examples)
