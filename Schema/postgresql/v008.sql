-- What waits to be sent to other systems, and what became of it. Like the messages that came,
-- these rows are the interface's own book-keeping: the bookings they tell of stand in the journal.
CREATE TABLE outbox (
    id bigint PRIMARY KEY,
    made bigint NOT NULL,
    made_offset bigint NOT NULL,
    entry bigint NOT NULL,
    booking text NOT NULL,
    kind text NOT NULL,
    control text NOT NULL UNIQUE,
    state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'dropped')),
    tries bigint NOT NULL,
    tried bigint NOT NULL,
    answer text NOT NULL,
    words text NOT NULL,
    bytes bytea NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 'waiting';

-- The site's own codes and units, each a table as text.
CREATE TABLE site_map (
    part text PRIMARY KEY CHECK (part IN ('codes', 'units')),
    rows text NOT NULL,
    version bigint NOT NULL
);
