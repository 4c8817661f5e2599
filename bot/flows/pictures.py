"""Pictures that a trainer can drop into a slide; matplotlib is read only when one is drawn."""

import io
from typing import Any

from bot.core.exporting import is_small
from bot.core.knowledge import Knowledge
from bot.core.tallies import OUTCOMES, Tally
from bot.flows.reporting import topic_name
from bot.texts import say

_COLOURS = {"answered": "#2a6f97", "choices": "#a9d6e5", "unanswered": "#e07a5f"}
_MOST_TOPICS = 10
_MOST_MONTHS = 18


def months_png(found: Tally) -> bytes:
    """What came of questions, month by month."""
    figure, axes = _figure(say("report.picture.months"))
    names = list(found.months)[-_MOST_MONTHS:]
    below = [0] * len(names)
    for outcome in OUTCOMES:
        heights = [_shown(found.months[name][outcome]) for name in names]
        label = say(f"report.picture.{outcome}")
        axes.bar(names, heights, bottom=below, color=_COLOURS[outcome], label=label, width=0.7)
        below = [a + b for a, b in zip(below, heights, strict=True)]
    if names:
        axes.legend(frameon=False)
        axes.tick_params(axis="x", rotation=45 if len(names) > 6 else 0)
    return _png(figure)


def topics_png(found: Tally, knowledge: Knowledge) -> bytes:
    """What was sent to the trainers, by topic."""
    figure, axes = _figure(say("report.picture.topics"))
    rows = found.gaps_by_topic.most_common(_MOST_TOPICS)[::-1]
    names = [topic_name(name, knowledge) for name, _ in rows]
    axes.barh(names, [_shown(count) for _, count in rows], color=_COLOURS["unanswered"])
    return _png(figure)


def _shown(count: int) -> int:
    """Small numbers are not drawn either."""
    return 0 if is_small(count) else count


def _figure(title: str) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 5.6), dpi=150, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left", fontsize=15)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _png(figure: Any) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()
