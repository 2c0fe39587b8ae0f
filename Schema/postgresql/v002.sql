-- What comes from other systems. These rows are the interface's own book-keeping: what a message
-- changed stands in the journal under its name.

-- Every message that was not a repetition, as it came.
CREATE TABLE inbound_message (
    id text PRIMARY KEY,
    received bigint NOT NULL,
    received_offset bigint NOT NULL,
    peer text NOT NULL,
    position bigint NOT NULL,
    format text NOT NULL,
    message_key text NOT NULL,
    sent text NOT NULL,
    sent_at bigint NOT NULL,
    control text NOT NULL,
    digest text NOT NULL,
    kind text NOT NULL,
    patient text NOT NULL,
    reference text NOT NULL,
    state text NOT NULL CHECK (state IN ('accepted', 'quarantined', 'discarded')),
    reason text NOT NULL,
    detail text NOT NULL,
    warnings text NOT NULL,
    bytes bytea NOT NULL
);
CREATE INDEX inbound_key ON inbound_message (message_key);
CREATE INDEX inbound_digest ON inbound_message (digest);
CREATE INDEX inbound_patient ON inbound_message (patient, kind, sent_at);
CREATE INDEX inbound_reference ON inbound_message (reference) WHERE reference <> '';
CREATE INDEX inbound_quarantine ON inbound_message (received) WHERE state = 'quarantined';

-- Use of beds and devices that other systems tell of: stays and outside bookings.
CREATE TABLE outside_use (
    key text PRIMARY KEY,
    patient text NOT NULL,
    place text NOT NULL,
    resource text NOT NULL,
    unit bigint NOT NULL,
    first_day bigint NOT NULL,
    days bigint NOT NULL,
    status text NOT NULL,
    block text NOT NULL,
    conflicts text NOT NULL,
    message text NOT NULL
);

-- Orders of other systems.
CREATE TABLE outside_order (
    key text PRIMARY KEY,
    patient text NOT NULL,
    code text NOT NULL,
    words text NOT NULL,
    control text NOT NULL,
    status text NOT NULL,
    message text NOT NULL
);
