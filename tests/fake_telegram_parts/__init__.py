"""The parts of the fake Telegram server in tests/fake_telegram.py."""
