-- Which choice somebody tapped for which words, until three people mean the same; read by nobody
-- before that.  Only words from which nothing had to be taken out.
CREATE TABLE choice_taps (
    id        INTEGER PRIMARY KEY,
    chat_id   INTEGER NOT NULL,
    text      TEXT NOT NULL,
    entry     TEXT NOT NULL,
    tapped_at TEXT NOT NULL
) STRICT;

-- How often what came of a question: a count by day, agency and entry, and nothing of a person.
CREATE TABLE asked_counts (
    day     TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'choices', 'unanswered', 'gap')),
    agency  TEXT NOT NULL,               -- empty: not known
    entry   TEXT NOT NULL,               -- empty: none
    count   INTEGER NOT NULL,
    PRIMARY KEY (day, outcome, agency, entry)
) STRICT;
