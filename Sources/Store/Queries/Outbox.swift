public import Domain

/// Messages that wait to be sent. They are written in the transaction of what they tell of, or
/// not at all, and their bytes never change: who is killed between sending and hearing the answer
/// sends the very same once more.
extension Transaction {
    /// Puts a message at the end of the queue.
    public func queue(
        kind: String, of booking: Booking.ID, at now: Instant, control: String,
        _ bytes: [UInt8]
    ) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO outbox (id, made, made_offset, entry, booking, kind, control, state, tries,
            tried, answer, words, bytes) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM outbox),
            $1, $2, $3, $4, $5, $6, 'waiting', 0, 0, '', '', $7)
            """,
            [
                .int(now.utcMilliseconds), .int(Int64(now.offsetMinutes)), .int(sequence),
                .text(booking.text), .text(kind), .text(control), .blob(bytes),
            ])
    }

    /// From the next change of a booking on, messages are queued.
    ///
    /// - Parameter tag: what our control numbers begin with; nil queues no more.
    public func setOutboxTag(_ tag: String?) throws(StoreError) {
        try connection.run("DELETE FROM meta WHERE name = 'outbox'", [])
        guard let tag else { return }
        try connection.run("INSERT INTO meta (name, value) VALUES ('outbox', $1)", [.text(tag)])
    }

    /// Sends a message that was refused or dropped once more, with the same control number.
    public func queueAgain(_ id: Int64) throws(StoreError) {
        try connection.run(
            "UPDATE outbox SET state = 'waiting', answer = '', words = '' WHERE id = $1",
            [.int(id)])
    }

    public func dropOutbound(_ id: Int64) throws(StoreError) {
        try connection.run("UPDATE outbox SET state = 'dropped' WHERE id = $1", [.int(id)])
    }
}

extension Store {
    public func outbound(_ id: Int64) throws(StoreError) -> OutboundMessage {
        guard let found = try outbound("id = $1", [.int(id)]).first else {
            throw .missing(table: "outbox", key: String(id))
        }
        return found
    }

    /// What is not done with: waiting and refused ones; or everything.
    public func outbound(all: Bool) throws(StoreError) -> [OutboundMessage] {
        try outbound(all ? "1 = 1 ORDER BY id" : "state IN ('waiting', 'refused') ORDER BY id", [])
    }

    public func nextOutbound() throws(StoreError) -> OutboundMessage? {
        try outbound("state = 'waiting' ORDER BY id LIMIT 1", []).first
    }

    private func outbound(
        _ condition: String, _ values: [Value]
    ) throws(StoreError) -> [OutboundMessage] {
        var found: [OutboundMessage] = []
        try connection.query(
            """
            SELECT id, made, made_offset, entry, booking, kind, control, state, tries, tried,
            answer, words, bytes FROM outbox WHERE \(condition)
            """, values
        ) { values throws(StoreError) in
            found.append(try OutboundMessage(row: Row(values, table: "outbox")))
        }
        return found
    }

    /// The receiver has answered.
    public func noteAnswer(
        _ control: String, _ state: OutboundMessage.State, answer: String, words: String,
        at now: Instant
    ) throws(StoreError) {
        try connection.exclusively { () throws(StoreError) in
            try connection.noteAnswer(control, state, answer: answer, words: words, at: now)
        }
    }

    /// Nobody has answered; the message waits on.
    public func noteTry(
        _ id: Int64, words: String, at now: Instant
    ) throws(StoreError) {
        try connection.exclusively { () throws(StoreError) in
            _ = try connection.run(
                "UPDATE outbox SET tries = tries + 1, tried = $1, words = $2 WHERE id = $3",
                [.int(now.utcMilliseconds), .text(words), .int(id)])
        }
    }

    public func outboxTag() throws(StoreError) -> String? { try meta("outbox") }
}

extension Transaction {
    /// An answer that came by another way than the line on which the message went.
    public func noteAnswer(
        _ control: String, _ state: OutboundMessage.State, answer: String, words: String,
        at now: Instant
    ) throws(StoreError) {
        try connection.noteAnswer(control, state, answer: answer, words: words, at: now)
    }
}

extension Connection {
    fileprivate func noteAnswer(
        _ control: String, _ state: OutboundMessage.State, answer: String, words: String,
        at now: Instant
    ) throws(StoreError) {
        try run(
            """
            UPDATE outbox SET state = $1, answer = $2, words = $3, tries = tries + 1,
            tried = $4 WHERE control = $5 AND state <> 'dropped'
            """,
            [
                .text(state.rawValue), .text(answer), .text(words), .int(now.utcMilliseconds),
                .text(control),
            ])
    }
}

extension OutboundMessage {
    fileprivate init(row: Row) throws(StoreError) {
        let offset = Int16(truncatingIfNeeded: try row.int(2))
        let tried = try row.int(9)
        self.init(
            id: try row.int(0), made: try row.instant(1, offset: 2), entry: try row.int(3),
            booking: try row.id(4), kind: try row.text(5), control: try row.text(6),
            state: try row.word(7), tries: try row.whole(8),
            tried: tried == 0 ? nil : Instant(utcMilliseconds: tried, offsetMinutes: offset),
            answer: try row.text(10), words: try row.text(11), bytes: try row.blob(12))
    }
}
