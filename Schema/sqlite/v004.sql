-- What clinical rules need of a patient beyond measurements, and who took which rule over.

-- A rule that nobody had checked, taken over by a physician of this centre; or a notice reviewed.
CREATE TABLE rule_approval (
    rule TEXT PRIMARY KEY,
    physician TEXT NOT NULL,
    name TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    digest TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE drug_use (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    drug TEXT NOT NULL,
    last_dose INTEGER,
    cycles INTEGER,
    prednisolone_mg REAL,
    dose TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('therapy', 'bridging', 'lymphodepletion')),
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX drug_use_patient ON drug_use (patient);

CREATE TABLE collection (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    cells REAL NOT NULL CHECK (cells >= 0),
    count REAL NOT NULL CHECK (count > 0),
    litres REAL NOT NULL CHECK (litres > 0),
    cd4cd8 REAL,
    naive_percent REAL,
    viability_percent REAL,
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX collection_course ON collection (course, at);
