-- What waits to be sent to other systems, and what became of it. Like the messages that came,
-- these rows are the interface's own book-keeping: the bookings they tell of stand in the journal.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    made INTEGER NOT NULL,
    made_offset INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    booking TEXT NOT NULL,
    kind TEXT NOT NULL,
    control TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'dropped')),
    tries INTEGER NOT NULL,
    tried INTEGER NOT NULL,
    answer TEXT NOT NULL,
    words TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 'waiting';

-- The site's own codes and units, each a table as text.
CREATE TABLE site_map (
    part TEXT PRIMARY KEY CHECK (part IN ('codes', 'units')),
    rows TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
