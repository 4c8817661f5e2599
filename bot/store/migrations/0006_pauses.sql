-- Who wants no message that the bot begins by itself; until they say otherwise.
CREATE TABLE pauses (
    chat_id INTEGER PRIMARY KEY,
    since   TEXT NOT NULL
) STRICT;
