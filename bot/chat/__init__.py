"""The front for Telegram: the only floor that knows python-telegram-bot."""
