-- What the desk keeps: gates, branches, makers' slots, decisions of the ledger, and what somebody
-- decided about a matter of the Inbox.

CREATE TABLE gate (
    course text NOT NULL REFERENCES course (id),
    kind text NOT NULL CHECK (
        kind IN ('consent', 'infectionScreening', 'funding', 'caregiver', 'lodging')),
    state text NOT NULL CHECK (state IN ('asked', 'met', 'refused', 'notNeeded')),
    on_day bigint NOT NULL,
    until_day bigint,
    words text NOT NULL,
    by_user text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (course, kind)
);

-- A what-if copy of the board takes no place: its plans are text until somebody commits them.
CREATE TABLE branch (
    id text PRIMARY KEY,
    name text NOT NULL,
    author text NOT NULL,
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    plans text NOT NULL,
    seen text NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE maker_slot (
    id text PRIMARY KEY,
    product text NOT NULL,
    day bigint NOT NULL,
    state text NOT NULL CHECK (
        state IN ('requested', 'offered', 'held', 'confirmed', 'expired', 'withdrawn')),
    course text REFERENCES course (id),
    until_at bigint,
    until_offset bigint,
    ref text NOT NULL,
    version bigint NOT NULL
);
CREATE INDEX maker_slot_day ON maker_slot (product, day);

-- A decision is never changed: a further one is a further row.
CREATE TABLE allocation (
    id text PRIMARY KEY,
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    resource text NOT NULL,
    day bigint NOT NULL,
    candidates text NOT NULL,
    weights text NOT NULL,
    chosen text NOT NULL REFERENCES course (id),
    by_user text NOT NULL,
    reason text NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE matter_note (
    matter text PRIMARY KEY,
    delegate text,
    snoozed_at bigint,
    snoozed_offset bigint,
    words text NOT NULL,
    by_user text NOT NULL,
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE notice (
    id text PRIMARY KEY,
    matter text NOT NULL,
    role text NOT NULL,
    called text NOT NULL,
    called_before text NOT NULL,
    asked bigint NOT NULL,
    asked_offset bigint NOT NULL,
    attempts bigint NOT NULL,
    last_at bigint,
    last_offset bigint,
    acknowledged bigint,
    acknowledged_offset bigint,
    acknowledged_by text,
    version bigint NOT NULL
);
CREATE INDEX notice_open ON notice (matter) WHERE acknowledged IS NULL;
