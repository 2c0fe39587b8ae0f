-- What the ward keeps: escalations, time-outs, reserved drugs, follow-up.

-- A grade that rose. It stays open until somebody says that it was seen.
CREATE TABLE escalation (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    grade TEXT NOT NULL REFERENCES grade (id),
    toxicity TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
    before INTEGER NOT NULL CHECK (before BETWEEN 0 AND 5 AND before < level),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    -- By when somebody has to answer, by the rule in force when the grade rose.
    due INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'withdrawn')),
    closed_by TEXT,
    closed_at INTEGER,
    closed_offset INTEGER,
    words TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX escalation_course ON escalation (course, at);
CREATE INDEX escalation_state ON escalation (state);

-- A dose that was given at the bedside.
CREATE TABLE treatment (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    drug TEXT NOT NULL,
    dose TEXT NOT NULL,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    words TEXT NOT NULL,
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX treatment_course ON treatment (course, at);

-- Doses put aside for one course before its infusion.
CREATE TABLE drug_reserve (
    course TEXT NOT NULL REFERENCES course (id),
    drug TEXT NOT NULL,
    doses INTEGER NOT NULL CHECK (doses >= 0),
    place TEXT NOT NULL,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (course, drug)
) STRICT;

-- What two people went through before the cells ran.
CREATE TABLE time_out (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    first_person TEXT NOT NULL,
    second_person TEXT NOT NULL,
    checks TEXT NOT NULL,
    reserved INTEGER NOT NULL,
    words TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX time_out_course ON time_out (course, at);

-- One event of local toxicity with its seven items; the grade stands in its own table.
CREATE TABLE licats_event (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    grade TEXT NOT NULL REFERENCES grade (id),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    onset_day INTEGER NOT NULL,
    bin TEXT NOT NULL,
    items TEXT NOT NULL,
    answers TEXT NOT NULL,
    words TEXT NOT NULL,
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX licats_event_course ON licats_event (course, at);

-- The visits after going home.
CREATE TABLE follow_up (
    course TEXT NOT NULL REFERENCES course (id),
    visit TEXT NOT NULL,
    due INTEGER NOT NULL,
    task TEXT NOT NULL REFERENCES task (id),
    done_at INTEGER,
    done_offset INTEGER,
    words TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (course, visit)
) STRICT;
CREATE INDEX follow_up_due ON follow_up (due);
