-- The first store. Days are numbers since 1970-01-01, instants milliseconds of UTC with the
-- offset of the place in minutes. `version` is the journal entry that last wrote the row.

CREATE TABLE meta (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- The journal: gapless, chained by hash, written in the transaction of the change it tells of.
CREATE TABLE journal (
    sequence bigint PRIMARY KEY CHECK (sequence > 0),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    author text NOT NULL,
    act text NOT NULL,
    reason text NOT NULL,
    words text NOT NULL,
    source text NOT NULL,
    idempotency text NOT NULL UNIQUE,
    undoes bigint,
    changes bytea NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX journal_author ON journal (author, sequence);
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE journal_head (
    id bigint PRIMARY KEY CHECK (id = 1),
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO journal_head (id, sequence, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION journal_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is never changed'; END $$;
CREATE TRIGGER journal_no_update BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_is_final();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_final();

CREATE TABLE user_account (
    id text PRIMARY KEY,
    name text NOT NULL,
    roles text NOT NULL,
    is_active bigint NOT NULL CHECK (is_active IN (0, 1)),
    prefers_japanese bigint NOT NULL CHECK (prefers_japanese IN (0, 1)),
    version bigint NOT NULL
);

-- Secrets stand apart: the journal says that one was changed, never what it is.
CREATE TABLE credential (
    user_id text PRIMARY KEY REFERENCES user_account (id),
    password text NOT NULL,
    totp bytea,
    failures bigint NOT NULL DEFAULT 0,
    last_failure bigint NOT NULL DEFAULT 0,
    last_totp bigint NOT NULL DEFAULT 0
);

CREATE TABLE session (
    token text PRIMARY KEY,
    user_id text NOT NULL REFERENCES user_account (id),
    started bigint NOT NULL,
    started_offset bigint NOT NULL,
    expires bigint NOT NULL,
    ended bigint,
    place text NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE patient (
    id text PRIMARY KEY,
    hospital_number text NOT NULL,
    family text NOT NULL,
    given text NOT NULL,
    family_kana text NOT NULL,
    given_kana text NOT NULL,
    sex text NOT NULL,
    birth bigint NOT NULL,
    merged_into text REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
    version bigint NOT NULL
);
CREATE INDEX patient_number ON patient (hospital_number);

CREATE TABLE product (
    id text PRIMARY KEY,
    name text NOT NULL,
    mode text NOT NULL,
    infusion_days text NOT NULL,
    components bigint NOT NULL CHECK (components > 0),
    transport_days bigint NOT NULL,
    hold_least bigint NOT NULL,
    hold_most bigint NOT NULL,
    manufacturing_days bigint NOT NULL CHECK (manufacturing_days > 0),
    shipping_days bigint NOT NULL,
    release_hold bigint NOT NULL,
    shelf_days bigint NOT NULL,
    source text NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE course (
    id text PRIMARY KEY,
    patient text NOT NULL REFERENCES patient (id),
    product text REFERENCES product (id),
    referred bigint NOT NULL,
    referred_offset bigint NOT NULL,
    hospital text NOT NULL,
    indication text NOT NULL,
    urgency text NOT NULL,
    ending text,
    ended bigint,
    version bigint NOT NULL
);
CREATE INDEX course_patient ON course (patient);
CREATE INDEX course_running ON course (id) WHERE ending IS NULL;

CREATE TABLE milestone (
    course text NOT NULL REFERENCES course (id),
    kind text NOT NULL,
    part bigint NOT NULL CHECK (part > 0),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (course, kind, part)
);

CREATE TABLE resource (
    id text PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    product text REFERENCES product (id),
    version bigint NOT NULL
);

-- When a resource is open, and with how many units.
CREATE TABLE opening (
    id text PRIMARY KEY,
    resource text NOT NULL REFERENCES resource (id),
    first_day bigint NOT NULL,
    last_day bigint NOT NULL,
    weekdays text NOT NULL,
    calendar text NOT NULL,
    units bigint NOT NULL CHECK (units > 0),
    times text NOT NULL,
    version bigint NOT NULL,
    CHECK (first_day <= last_day)
);

-- One row for each unit and day that is open. It follows from `opening`.
CREATE TABLE unit_day (
    resource text NOT NULL REFERENCES resource (id),
    day bigint NOT NULL,
    unit bigint NOT NULL CHECK (unit > 0),
    time bigint,
    opening text NOT NULL REFERENCES opening (id),
    PRIMARY KEY (resource, day, unit)
);
CREATE INDEX unit_day_opening ON unit_day (opening);

CREATE TABLE booking (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    activity text NOT NULL,
    part bigint NOT NULL CHECK (part > 0),
    first_day bigint NOT NULL,
    days bigint NOT NULL CHECK (days > 0),
    time bigint,
    state text NOT NULL
        CHECK (state IN ('proposed', 'held', 'confirmed', 'done', 'released')),
    hold_expires bigint,
    hold_offset bigint,
    places text NOT NULL,
    shares text NOT NULL,
    ref text NOT NULL,
    version bigint NOT NULL,
    CHECK ((state = 'held') = (hold_expires IS NOT NULL))
);
CREATE INDEX booking_course ON booking (course);
CREATE INDEX booking_hold ON booking (hold_expires) WHERE state = 'held';
CREATE INDEX booking_ref ON booking (ref) WHERE ref <> '';

-- Units taken away: other patients' use, service, a closed bed.
CREATE TABLE block (
    id text PRIMARY KEY,
    resource text NOT NULL REFERENCES resource (id),
    first_day bigint NOT NULL,
    days bigint NOT NULL CHECK (days > 0),
    unit bigint NOT NULL CHECK (unit >= 0),
    kind text NOT NULL,
    words text NOT NULL,
    places text NOT NULL,
    version bigint NOT NULL
);
CREATE INDEX block_days ON block (first_day);

-- One row for each unit and day that is taken: the rule that two bookings never share one slot
-- or one bed-night, kept by the database whatever program writes.
CREATE TABLE claim (
    resource text NOT NULL,
    day bigint NOT NULL,
    unit bigint NOT NULL,
    holder text NOT NULL,
    PRIMARY KEY (resource, day, unit),
    FOREIGN KEY (resource, day, unit) REFERENCES unit_day (resource, day, unit)
);
CREATE INDEX claim_holder ON claim (holder);

-- The soft reserve of intensive care: the sum of all shares of a day stays within its capacity.
CREATE TABLE icu_day (
    resource text NOT NULL REFERENCES resource (id),
    day bigint NOT NULL,
    capacity bigint NOT NULL,
    load bigint NOT NULL DEFAULT 0,
    opening text NOT NULL REFERENCES opening (id),
    PRIMARY KEY (resource, day),
    CONSTRAINT icu_within_capacity CHECK (load >= 0 AND load <= capacity)
);

CREATE TABLE icu_share (
    holder text NOT NULL,
    resource text NOT NULL,
    day bigint NOT NULL,
    percent bigint NOT NULL CHECK (percent > 0 AND percent <= 100),
    PRIMARY KEY (holder, resource, day),
    FOREIGN KEY (resource, day) REFERENCES icu_day (resource, day)
);
CREATE INDEX icu_share_day ON icu_share (resource, day);

CREATE FUNCTION icu_share_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'a share is removed and added again';
    ELSIF TG_OP = 'INSERT' THEN
        UPDATE icu_day SET load = load + NEW.percent
        WHERE resource = NEW.resource AND day = NEW.day;
    ELSE
        UPDATE icu_day SET load = load - OLD.percent
        WHERE resource = OLD.resource AND day = OLD.day;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER icu_share_counted AFTER INSERT OR DELETE OR UPDATE ON icu_share
FOR EACH ROW EXECUTE FUNCTION icu_share_counts();

CREATE TABLE observation (
    id text PRIMARY KEY,
    patient text NOT NULL REFERENCES patient (id),
    code text NOT NULL,
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('number', 'below', 'above', 'word')),
    number double precision,
    word text NOT NULL,
    unit text NOT NULL,
    is_provisional bigint NOT NULL CHECK (is_provisional IN (0, 1)),
    is_withdrawn bigint NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version bigint NOT NULL,
    CHECK ((kind = 'word') = (number IS NULL))
);
CREATE INDEX observation_patient ON observation (patient, code, at);

CREATE TABLE grade (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    toxicity text NOT NULL,
    level bigint NOT NULL CHECK (level BETWEEN 0 AND 5),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    deciding text NOT NULL,
    overruled_kind text,
    overruled_words text,
    is_withdrawn bigint NOT NULL CHECK (is_withdrawn IN (0, 1)),
    version bigint NOT NULL
);
CREATE INDEX grade_course ON grade (course, toxicity, at);

CREATE TABLE task (
    id text PRIMARY KEY,
    course text REFERENCES course (id),
    what text NOT NULL,
    due bigint NOT NULL,
    due_offset bigint NOT NULL,
    role text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    closed_by text,
    closed_at bigint,
    closed_offset bigint,
    dropped_kind text,
    dropped_words text,
    version bigint NOT NULL
);
CREATE INDEX task_open ON task (due) WHERE state = 'open';

-- What people note: a line of the contact log, a remark.
CREATE TABLE note (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    author text NOT NULL,
    words text NOT NULL,
    version bigint NOT NULL
);
CREATE INDEX note_course ON note (course, at);

CREATE TABLE deviation (
    id text PRIMARY KEY,
    course text NOT NULL REFERENCES course (id),
    at bigint NOT NULL,
    at_offset bigint NOT NULL,
    severity text NOT NULL,
    what text NOT NULL,
    version bigint NOT NULL
);
