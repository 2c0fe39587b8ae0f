-- Models that a centre trained on its own courses, and what they said about whom.

-- A kept version never changes: a model that is trained anew is a further version.
CREATE TABLE model (
    id text NOT NULL,
    model_version text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    file text NOT NULL,
    checksum text NOT NULL,
    trained_on bigint NOT NULL,
    kept_at bigint NOT NULL,
    kept_offset bigint NOT NULL,
    approved_by text,
    review_on bigint,
    version bigint NOT NULL,
    PRIMARY KEY (id, model_version)
);

-- The model may be one that ships with the program, which no row above names.
CREATE TABLE prediction (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    model text NOT NULL,
    model_version text NOT NULL,
    checksum text NOT NULL,
    inputs text NOT NULL,
    risk double precision,
    state text NOT NULL CHECK (state IN ('ok', 'notice', 'warning', 'cannot_say')),
    reason text NOT NULL,
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    version bigint NOT NULL,
    CHECK ((risk IS NULL) = (state = 'cannot_say'))
);
CREATE INDEX prediction_course ON prediction (course, at);
CREATE INDEX prediction_model ON prediction (model, at);
