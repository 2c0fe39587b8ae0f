-- What the manager keeps: actions of improvement, targets, scenarios.

CREATE TABLE improvement (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    measure TEXT NOT NULL,
    start_day INTEGER NOT NULL,
    expected_percent REAL NOT NULL,
    phase TEXT NOT NULL
        CHECK (phase IN ('planned', 'running', 'checked', 'adopted', 'abandoned')),
    words TEXT NOT NULL,
    author TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE indicator_target (
    indicator TEXT PRIMARY KEY,
    value REAL NOT NULL,
    words TEXT NOT NULL,
    author TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE referrer (
    hospital TEXT PRIMARY KEY,
    kilometres INTEGER NOT NULL CHECK (kilometres >= 0),
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE scenario (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_offset INTEGER NOT NULL,
    assumptions TEXT NOT NULL,
    outcome TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
