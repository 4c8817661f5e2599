"""The floor that knows files and the database."""
