"""The pure floor: no Telegram, no database, no files, no clock, no logging."""
