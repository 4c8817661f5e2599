"""Practice Guide: answers practitioners from a published safeguarding review, with its sources."""
