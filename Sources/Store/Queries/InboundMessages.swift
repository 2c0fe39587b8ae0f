public import Domain

/// The table of received messages. It is not journaled row by row: the journal names the message
/// in the entry of what it changed.
extension Store {
    /// An earlier message with the same key, or the same bytes where there is no key.
    public struct EarlierMessage: Sendable {
        public let format: String
        public let digest: String
        public let sent: String
        public let state: InboundMessage.State
        public let id: String
    }

    public func messages(like key: String?, digest: String) throws(StoreError) -> [EarlierMessage] {
        var found: [EarlierMessage] = []
        try connection.query(
            "SELECT digest, sent, state, id, format FROM inbound_message WHERE "
                + (key == nil ? "digest = $1" : "message_key = $1"), [.text(key ?? digest)]
        ) { values throws(StoreError) in
            let row = Row(values, table: "inbound_message")
            found.append(
                EarlierMessage(
                    format: try row.text(4), digest: try row.text(0), sent: try row.text(1),
                    state: try row.word(2),
                    id: try row.text(3)))
        }
        return found
    }

    public func quarantinedMessages() throws(StoreError) -> [InboundMessage] {
        try messages("state = 'quarantined' ORDER BY received, id", [])
    }

    /// What was set aside with one of these reasons, told to the letter.
    public func quarantinedMessages(told details: [String]) throws(StoreError) -> [InboundMessage] {
        let places = details.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return try messages(
            "state = 'quarantined' AND detail IN (\(places)) ORDER BY received, id",
            details.map { .text($0) })
    }

    public func message(_ id: String) throws(StoreError) -> InboundMessage {
        guard let found = try messages("id = $1", [.text(id)]).first else {
            throw .missing(table: "inbound_message", key: id)
        }
        return found
    }

    private func messages(
        _ condition: String, _ values: [Value]
    ) throws(StoreError) -> [InboundMessage] {
        var found: [InboundMessage] = []
        try connection.query(
            "SELECT \(InboundMessage.columns) FROM inbound_message WHERE \(condition)", values
        ) { values throws(StoreError) in
            found.append(try InboundMessage(row: Row(values, table: "inbound_message")))
        }
        return found
    }

    /// Keeps a message that changes nothing but the list of messages.
    ///
    /// - Parameter make: makes it under the number it gets: of its own kind, so that the journal
    ///   is left alone.
    public func setAside(
        _ make: (_ id: String) -> InboundMessage
    ) throws(StoreError) -> String {
        try connection.exclusively { () throws(StoreError) in
            let last = try connection.number(
                "SELECT count(*) FROM inbound_message WHERE id LIKE 'Q-%'")
            let message = make("Q-\((last ?? 0) + 1)")
            try connection.insert(message)
            return message.id
        }
    }
}

extension Transaction {
    public func keep(_ message: InboundMessage) throws(StoreError) {
        try connection.insert(message)
    }

    /// A message that was set aside has been carried out.
    public func accept(
        _ id: String, patient: Patient.ID?, warnings: [String]
    ) throws(StoreError) {
        try connection.run(
            """
            UPDATE inbound_message SET state = 'accepted', patient = $1, warnings = $2,
            reason = '', detail = '' WHERE id = $3
            """,
            [
                .text(patient?.text ?? ""), .text(warnings.joined(separator: " ")), .text(id),
            ])
    }

    public func discardMessage(_ id: String) throws(StoreError) {
        try connection.run(
            "UPDATE inbound_message SET state = 'discarded' WHERE id = $1", [.text(id)])
    }

    /// Whom the message was about that brought this reference.
    public func patient(referredTo reference: String) throws(StoreError) -> Patient.ID? {
        try rows(
            "SELECT patient FROM inbound_message WHERE reference = $1 AND patient <> ''",
            [.text(reference)]
        ).last?.id(0)
    }

    /// Whether a message of this kind about a patient has been carried out that was sent later.
    ///
    /// - Parameter kind: a pattern, `ADT%`.
    public func hasMessage(
        _ kind: String, about patient: Patient.ID, sentAfter sent: Instant
    ) throws(StoreError) -> Bool {
        let found = try rows(
            """
            SELECT count(*) FROM inbound_message
            WHERE patient = $1 AND kind LIKE $2 AND sent_at > $3 AND state = 'accepted'
            """, [.text(patient.text), .text(kind), .int(sent.utcMilliseconds)])
        return try found.first?.int(0) ?? 0 > 0
    }
}

extension Connection {
    fileprivate func insert(_ message: InboundMessage) throws(StoreError) {
        let places = (1...19).map { "$\($0)" }.joined(separator: ", ")
        try run(
            "INSERT INTO inbound_message (\(InboundMessage.columns)) VALUES (\(places))",
            message.values)
    }
}

extension InboundMessage {
    fileprivate static let columns =
        "id, received, received_offset, peer, position, format, message_key, sent, sent_at, "
        + "control, digest, kind, patient, reference, state, reason, detail, warnings, bytes"

    fileprivate init(row: Row) throws(StoreError) {
        let patient = try row.text(12)
        let offset = Int16(truncatingIfNeeded: try row.int(2))
        let sent = try row.int(8)
        self.init(
            id: try row.text(0),
            received: Instant(utcMilliseconds: try row.int(1), offsetMinutes: offset),
            peer: try row.text(3), position: try row.whole(4), format: try row.text(5),
            key: try row.text(6), sent: try row.text(7),
            sentAt: sent == 0 ? nil : Instant(utcMilliseconds: sent, offsetMinutes: offset),
            control: try row.text(9), digest: try row.text(10), kind: try row.text(11),
            reference: try row.text(13), bytes: try row.blob(18),
            patient: patient.isEmpty ? nil : try row.id(12), state: try row.word(14),
            reason: try row.text(15), detail: try row.text(16),
            warnings: try row.text(17).split(separator: " ").map(String.init))
    }

    fileprivate var values: [Value] {
        [
            .text(id), .int(received.utcMilliseconds), .int(Int64(received.offsetMinutes)),
            .text(peer), .int(position), .text(format), .text(key), .text(sent),
            .int(sentAt?.utcMilliseconds ?? 0), .text(control), .text(digest), .text(kind),
            .text(patient?.text ?? ""), .text(reference), .text(state.rawValue), .text(reason),
            .text(detail), .text(warnings.joined(separator: " ")), .blob(bytes),
        ]
    }
}
