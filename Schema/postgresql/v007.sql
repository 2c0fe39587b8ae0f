-- What the manager keeps: actions of improvement, targets, scenarios.

CREATE TABLE improvement (
    id text PRIMARY KEY,
    title text NOT NULL,
    measure text NOT NULL,
    start_day bigint NOT NULL,
    expected_percent double precision NOT NULL,
    phase text NOT NULL
        CHECK (phase IN ('planned', 'running', 'checked', 'adopted', 'abandoned')),
    words text NOT NULL,
    author text NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE indicator_target (
    indicator text PRIMARY KEY,
    value double precision NOT NULL,
    words text NOT NULL,
    author text NOT NULL,
    on_day bigint NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE referrer (
    hospital text PRIMARY KEY,
    kilometres bigint NOT NULL CHECK (kilometres >= 0),
    version bigint NOT NULL
);

CREATE TABLE scenario (
    id text PRIMARY KEY,
    name text NOT NULL,
    author text NOT NULL,
    made_at bigint NOT NULL,
    made_offset bigint NOT NULL,
    assumptions text NOT NULL,
    outcome text NOT NULL,
    version bigint NOT NULL
);
