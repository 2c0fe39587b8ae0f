-- What the desk keeps: gates, branches, makers' slots, decisions of the ledger, and what somebody
-- decided about a matter of the Inbox.

CREATE TABLE gate (
    course TEXT NOT NULL REFERENCES course (id),
    kind TEXT NOT NULL CHECK (
        kind IN ('consent', 'infectionScreening', 'funding', 'caregiver', 'lodging')),
    state TEXT NOT NULL CHECK (state IN ('asked', 'met', 'refused', 'notNeeded')),
    on_day INTEGER NOT NULL,
    until_day INTEGER,
    words TEXT NOT NULL,
    by_user TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (course, kind)
) STRICT;

-- A what-if copy of the board takes no place: its plans are text until somebody commits them.
CREATE TABLE branch (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    plans TEXT NOT NULL,
    seen TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE maker_slot (
    id TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    day INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('requested', 'offered', 'held', 'confirmed', 'expired', 'withdrawn')),
    course TEXT REFERENCES course (id),
    until_at INTEGER,
    until_offset INTEGER,
    ref TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX maker_slot_day ON maker_slot (product, day);

-- A decision is never changed: a further one is a further row.
CREATE TABLE allocation (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    resource TEXT NOT NULL,
    day INTEGER NOT NULL,
    candidates TEXT NOT NULL,
    weights TEXT NOT NULL,
    chosen TEXT NOT NULL REFERENCES course (id),
    by_user TEXT NOT NULL,
    reason TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE matter_note (
    matter TEXT PRIMARY KEY,
    delegate TEXT,
    snoozed_at INTEGER,
    snoozed_offset INTEGER,
    words TEXT NOT NULL,
    by_user TEXT NOT NULL,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    matter TEXT NOT NULL,
    role TEXT NOT NULL,
    called TEXT NOT NULL,
    called_before TEXT NOT NULL,
    asked INTEGER NOT NULL,
    asked_offset INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    last_at INTEGER,
    last_offset INTEGER,
    acknowledged INTEGER,
    acknowledged_offset INTEGER,
    acknowledged_by TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_open ON notice (matter) WHERE acknowledged IS NULL;
