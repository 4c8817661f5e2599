"""Links that open an entry in Telegram, and the entries that somebody may have meant."""

from difflib import get_close_matches

from bot.core.knowledge import Knowledge

_MOST_NEAR = 3


def entry_link(bot: str, payload: str) -> str:
    """The address that opens a bot, by its user name, with a payload such as an entry's id."""
    return f"https://t.me/{bot}?start={payload}"


def near_ids(name: str, knowledge: Knowledge) -> list[str]:
    """Entries whose ids resemble a name, nearest first."""
    wanted = "-".join(name.lower().split())
    near = get_close_matches(wanted, knowledge.by_id, n=_MOST_NEAR, cutoff=0.5)
    inside = [each for each in knowledge.by_id if wanted and wanted in each.split("-")]
    return list(dict.fromkeys([*near, *inside]))[:_MOST_NEAR]
