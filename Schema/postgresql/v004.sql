-- What clinical rules need of a patient beyond measurements, and who took which rule over.

-- A rule that nobody had checked, taken over by a physician of this centre; or a notice reviewed.
CREATE TABLE rule_approval (
    rule text PRIMARY KEY,
    physician text NOT NULL,
    name text NOT NULL,
    on_day bigint NOT NULL,
    digest text NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE drug_use (
    id text PRIMARY KEY,
    patient text NOT NULL REFERENCES patient (id),
    drug text NOT NULL,
    last_dose bigint,
    cycles bigint,
    prednisolone_mg double precision,
    dose text NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('therapy', 'bridging', 'lymphodepletion')),
    is_withdrawn bigint NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version bigint NOT NULL
);
CREATE INDEX drug_use_patient ON drug_use (patient);

CREATE TABLE collection (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    cells double precision NOT NULL CHECK (cells >= 0),
    count double precision NOT NULL CHECK (count > 0),
    litres double precision NOT NULL CHECK (litres > 0),
    cd4cd8 double precision,
    naive_percent double precision,
    viability_percent double precision,
    is_withdrawn bigint NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version bigint NOT NULL
);
CREATE INDEX collection_course ON collection (course, at);
