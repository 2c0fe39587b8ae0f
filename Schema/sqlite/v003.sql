-- Models that a centre trained on its own courses, and what they said about whom.

-- A kept version never changes: a model that is trained anew is a further version.
CREATE TABLE model (
    id TEXT NOT NULL,
    model_version TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    checksum TEXT NOT NULL,
    trained_on INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    kept_offset INTEGER NOT NULL,
    approved_by TEXT,
    review_on INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (id, model_version)
) STRICT;

-- The model may be one that ships with the program, which no row above names.
CREATE TABLE prediction (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    model TEXT NOT NULL,
    model_version TEXT NOT NULL,
    checksum TEXT NOT NULL,
    inputs TEXT NOT NULL,
    risk REAL,
    state TEXT NOT NULL CHECK (state IN ('ok', 'notice', 'warning', 'cannot_say')),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((risk IS NULL) = (state = 'cannot_say'))
) STRICT;
CREATE INDEX prediction_course ON prediction (course, at);
CREATE INDEX prediction_model ON prediction (model, at);
