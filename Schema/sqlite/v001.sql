-- The first store. Days are numbers since 1970-01-01, instants milliseconds of UTC with the
-- offset of the place in minutes. `version` is the journal entry that last wrote the row.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The journal: gapless, chained by hash, written in the transaction of the change it tells of.
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    author TEXT NOT NULL,
    act TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    source TEXT NOT NULL,
    idempotency TEXT NOT NULL UNIQUE,
    undoes INTEGER,
    changes BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_author ON journal (author, sequence);
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE journal_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
INSERT INTO journal_head (id, sequence, hash) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TABLE user_account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    prefers_japanese INTEGER NOT NULL CHECK (prefers_japanese IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;

-- Secrets stand apart: the journal says that one was changed, never what it is.
CREATE TABLE credential (
    user_id TEXT PRIMARY KEY REFERENCES user_account (id),
    password TEXT NOT NULL,
    totp BLOB,
    failures INTEGER NOT NULL DEFAULT 0,
    last_failure INTEGER NOT NULL DEFAULT 0,
    last_totp INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE session (
    token TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES user_account (id),
    started INTEGER NOT NULL,
    started_offset INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    ended INTEGER,
    place TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE patient (
    id TEXT PRIMARY KEY,
    hospital_number TEXT NOT NULL,
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    family_kana TEXT NOT NULL,
    given_kana TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth INTEGER NOT NULL,
    merged_into TEXT REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX patient_number ON patient (hospital_number);

CREATE TABLE product (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    mode TEXT NOT NULL,
    infusion_days TEXT NOT NULL,
    components INTEGER NOT NULL CHECK (components > 0),
    transport_days INTEGER NOT NULL,
    hold_least INTEGER NOT NULL,
    hold_most INTEGER NOT NULL,
    manufacturing_days INTEGER NOT NULL CHECK (manufacturing_days > 0),
    shipping_days INTEGER NOT NULL,
    release_hold INTEGER NOT NULL,
    shelf_days INTEGER NOT NULL,
    source TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE course (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    product TEXT REFERENCES product (id),
    referred INTEGER NOT NULL,
    referred_offset INTEGER NOT NULL,
    hospital TEXT NOT NULL,
    indication TEXT NOT NULL,
    urgency TEXT NOT NULL,
    ending TEXT,
    ended INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX course_patient ON course (patient);
CREATE INDEX course_running ON course (id) WHERE ending IS NULL;

CREATE TABLE milestone (
    course TEXT NOT NULL REFERENCES course (id),
    kind TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part > 0),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (course, kind, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    product TEXT REFERENCES product (id),
    version INTEGER NOT NULL
) STRICT;

-- When a resource is open, and with how many units.
CREATE TABLE opening (
    id TEXT PRIMARY KEY,
    resource TEXT NOT NULL REFERENCES resource (id),
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    weekdays TEXT NOT NULL,
    calendar TEXT NOT NULL,
    units INTEGER NOT NULL CHECK (units > 0),
    times TEXT NOT NULL,
    version INTEGER NOT NULL,
    CHECK (first_day <= last_day)
) STRICT;

-- One row for each unit and day that is open. It follows from `opening`.
CREATE TABLE unit_day (
    resource TEXT NOT NULL REFERENCES resource (id),
    day INTEGER NOT NULL,
    unit INTEGER NOT NULL CHECK (unit > 0),
    time INTEGER,
    opening TEXT NOT NULL REFERENCES opening (id),
    PRIMARY KEY (resource, day, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_day_opening ON unit_day (opening);

CREATE TABLE booking (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    activity TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part > 0),
    first_day INTEGER NOT NULL,
    days INTEGER NOT NULL CHECK (days > 0),
    time INTEGER,
    state TEXT NOT NULL
        CHECK (state IN ('proposed', 'held', 'confirmed', 'done', 'released')),
    hold_expires INTEGER,
    hold_offset INTEGER,
    places TEXT NOT NULL,
    shares TEXT NOT NULL,
    ref TEXT NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((state = 'held') = (hold_expires IS NOT NULL))
) STRICT;
CREATE INDEX booking_course ON booking (course);
CREATE INDEX booking_hold ON booking (hold_expires) WHERE state = 'held';
CREATE INDEX booking_ref ON booking (ref) WHERE ref <> '';

-- Units taken away: other patients' use, service, a closed bed.
CREATE TABLE block (
    id TEXT PRIMARY KEY,
    resource TEXT NOT NULL REFERENCES resource (id),
    first_day INTEGER NOT NULL,
    days INTEGER NOT NULL CHECK (days > 0),
    unit INTEGER NOT NULL CHECK (unit >= 0),
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    places TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX block_days ON block (first_day);

-- One row for each unit and day that is taken: the rule that two bookings never share one slot
-- or one bed-night, kept by the database whatever program writes.
CREATE TABLE claim (
    resource TEXT NOT NULL,
    day INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (resource, day, unit),
    FOREIGN KEY (resource, day, unit) REFERENCES unit_day (resource, day, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_holder ON claim (holder);

-- The soft reserve of intensive care: the sum of all shares of a day stays within its capacity.
CREATE TABLE icu_day (
    resource TEXT NOT NULL REFERENCES resource (id),
    day INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    load INTEGER NOT NULL DEFAULT 0,
    opening TEXT NOT NULL REFERENCES opening (id),
    PRIMARY KEY (resource, day),
    CONSTRAINT icu_within_capacity CHECK (load >= 0 AND load <= capacity)
) STRICT, WITHOUT ROWID;

CREATE TABLE icu_share (
    holder TEXT NOT NULL,
    resource TEXT NOT NULL,
    day INTEGER NOT NULL,
    percent INTEGER NOT NULL CHECK (percent > 0 AND percent <= 100),
    PRIMARY KEY (holder, resource, day),
    FOREIGN KEY (resource, day) REFERENCES icu_day (resource, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX icu_share_day ON icu_share (resource, day);

CREATE TRIGGER icu_share_added AFTER INSERT ON icu_share
BEGIN
    UPDATE icu_day SET load = load + NEW.percent
    WHERE resource = NEW.resource AND day = NEW.day;
END;
CREATE TRIGGER icu_share_removed AFTER DELETE ON icu_share
BEGIN
    UPDATE icu_day SET load = load - OLD.percent
    WHERE resource = OLD.resource AND day = OLD.day;
END;
CREATE TRIGGER icu_share_fixed BEFORE UPDATE ON icu_share
BEGIN SELECT RAISE(ABORT, 'a share is removed and added again'); END;

CREATE TABLE observation (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('number', 'below', 'above', 'word')),
    number REAL,
    word TEXT NOT NULL,
    unit TEXT NOT NULL,
    is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version INTEGER NOT NULL,
    CHECK ((kind = 'word') = (number IS NULL))
) STRICT;
CREATE INDEX observation_patient ON observation (patient, code, at);

CREATE TABLE grade (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    toxicity TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    deciding TEXT NOT NULL,
    overruled_kind TEXT,
    overruled_words TEXT,
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX grade_course ON grade (course, toxicity, at);

CREATE TABLE task (
    id TEXT PRIMARY KEY,
    course TEXT REFERENCES course (id),
    what TEXT NOT NULL,
    due INTEGER NOT NULL,
    due_offset INTEGER NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    closed_by TEXT,
    closed_at INTEGER,
    closed_offset INTEGER,
    dropped_kind TEXT,
    dropped_words TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX task_open ON task (due) WHERE state = 'open';

-- What people note: a line of the contact log, a remark.
CREATE TABLE note (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    author TEXT NOT NULL,
    words TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX note_course ON note (course, at);

CREATE TABLE deviation (
    id TEXT PRIMARY KEY,
    course TEXT NOT NULL REFERENCES course (id),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    severity TEXT NOT NULL,
    what TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
