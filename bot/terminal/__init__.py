"""The front for a keyboard and a screen."""
