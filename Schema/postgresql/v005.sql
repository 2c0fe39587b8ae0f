-- What the ward keeps: escalations, time-outs, reserved drugs, follow-up.

-- A grade that rose. It stays open until somebody says that it was seen.
CREATE TABLE escalation (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    grade text NOT NULL REFERENCES grade (id),
    toxicity text NOT NULL,
    level bigint NOT NULL CHECK (level BETWEEN 1 AND 5),
    before bigint NOT NULL CHECK (before BETWEEN 0 AND 5 AND before < level),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    -- By when somebody has to answer, by the rule in force when the grade rose.
    due bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'acknowledged', 'withdrawn')),
    closed_by text,
    closed_at bigint,
    closed_offset bigint,
    words text NOT NULL,
    version bigint NOT NULL
);
CREATE INDEX escalation_course ON escalation (course, at);
CREATE INDEX escalation_state ON escalation (state);

-- A dose that was given at the bedside.
CREATE TABLE treatment (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    drug text NOT NULL,
    dose text NOT NULL,
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    words text NOT NULL,
    is_withdrawn bigint NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version bigint NOT NULL
);
CREATE INDEX treatment_course ON treatment (course, at);

-- Doses put aside for one course before its infusion.
CREATE TABLE drug_reserve (
    course text NOT NULL REFERENCES course (id),
    drug text NOT NULL,
    doses bigint NOT NULL CHECK (doses >= 0),
    place text NOT NULL,
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (course, drug)
);

-- What two people went through before the cells ran.
CREATE TABLE time_out (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    first_person text NOT NULL,
    second_person text NOT NULL,
    checks text NOT NULL,
    reserved bigint NOT NULL,
    words text NOT NULL,
    version bigint NOT NULL
);
CREATE INDEX time_out_course ON time_out (course, at);

-- One event of local toxicity with its seven items; the grade stands in its own table.
CREATE TABLE licats_event (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    grade text NOT NULL REFERENCES grade (id),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    onset_day bigint NOT NULL,
    bin text NOT NULL,
    items text NOT NULL,
    answers text NOT NULL,
    words text NOT NULL,
    is_withdrawn bigint NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version bigint NOT NULL
);
CREATE INDEX licats_event_course ON licats_event (course, at);

-- The visits after going home.
CREATE TABLE follow_up (
    course text NOT NULL REFERENCES course (id),
    visit text NOT NULL,
    due bigint NOT NULL,
    task text NOT NULL REFERENCES task (id),
    done_at bigint,
    done_offset bigint,
    words text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (course, visit)
);
CREATE INDEX follow_up_due ON follow_up (due);
