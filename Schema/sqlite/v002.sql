-- What comes from other systems. These rows are the interface's own book-keeping: what a message
-- changed stands in the journal under its name.

-- Every message that was not a repetition, as it came.
CREATE TABLE inbound_message (
    id TEXT PRIMARY KEY,
    received INTEGER NOT NULL,
    received_offset INTEGER NOT NULL,
    peer TEXT NOT NULL,
    position INTEGER NOT NULL,
    format TEXT NOT NULL,
    message_key TEXT NOT NULL,
    sent TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    control TEXT NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    patient TEXT NOT NULL,
    reference TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'quarantined', 'discarded')),
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    warnings TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX inbound_key ON inbound_message (message_key);
CREATE INDEX inbound_digest ON inbound_message (digest);
CREATE INDEX inbound_patient ON inbound_message (patient, kind, sent_at);
CREATE INDEX inbound_reference ON inbound_message (reference) WHERE reference <> '';
CREATE INDEX inbound_quarantine ON inbound_message (received) WHERE state = 'quarantined';

-- Use of beds and devices that other systems tell of: stays and outside bookings.
CREATE TABLE outside_use (
    key TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    place TEXT NOT NULL,
    resource TEXT NOT NULL,
    unit INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    days INTEGER NOT NULL,
    status TEXT NOT NULL,
    block TEXT NOT NULL,
    conflicts TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Orders of other systems.
CREATE TABLE outside_order (
    key TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    code TEXT NOT NULL,
    words TEXT NOT NULL,
    control TEXT NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT, WITHOUT ROWID;
