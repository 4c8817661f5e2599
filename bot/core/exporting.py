"""What a table may hold when it leaves the house: no small numbers, and nothing that runs."""

LEAST = 3  # fewer people than this could be told from one another


def is_small(count: int) -> bool:
    """Whether a number is too small to be shown."""
    return 0 < count < LEAST


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
