import Domain
import Interop
import Store

/// The table of received messages. It is not journaled row by row: the journal names the message
/// in the entry of what it changed.
enum InboundTable {
    static func save(
        _ connection: any Connection, _ id: String, _ facts: InboundFacts, _ item: ImportedItem,
        at now: Instant, state: InboundRow.State, patient: String = "", reason: String = "",
        detail: String = "", warnings: [String] = [], isNew: Bool = true
    ) throws(StoreError) {
        if !isNew {
            try connection.run(
                """
                UPDATE inbound_message SET state = $1, patient = $2, warnings = $3, reason = '',
                detail = '' WHERE id = $4
                """,
                [
                    .text(state.rawValue), .text(patient),
                    .text(warnings.joined(separator: " ")), .text(id),
                ])
            return
        }
        try connection.run(
            """
            INSERT INTO inbound_message (id, received, received_offset, peer, position, format,
            message_key, sent, sent_at, control, digest, kind, patient, reference, state, reason,
            detail, warnings, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
            $13, $14, $15, $16, $17, $18, $19)
            """,
            [
                .text(id), .int(now.utcMilliseconds), .int(Int64(now.offsetMinutes)),
                .text(item.source), .int(item.index), .text(facts.format), .text(facts.key),
                .text(facts.sent), .int(facts.sentAt?.utcMilliseconds ?? 0), .text(facts.control),
                .text(facts.digest), .text(facts.kind), .text(patient), .text(facts.reference),
                .text(state.rawValue), .text(reason), .text(detail),
                .text(warnings.joined(separator: " ")), .blob(facts.bytes),
            ])
    }

    static func rows(
        _ connection: any Connection, _ condition: String, _ values: [Value] = []
    ) throws(StoreError) -> [InboundRow] {
        var rows: [InboundRow] = []
        try connection.query(
            "SELECT \(InboundRow.columns) FROM inbound_message WHERE \(condition)", values
        ) { row throws(StoreError) in
            rows.append(try InboundRow(Row(row, table: "inbound_message")))
        }
        return rows
    }

    /// Numbers of their own, so that a message that changes nothing leaves the journal alone.
    static func nextQuarantineNumber(_ connection: any Connection) throws(StoreError) -> Int64 {
        var last: Int64 = 0
        try connection.query(
            "SELECT count(*) FROM inbound_message WHERE id LIKE 'Q-%'", []
        ) { row throws(StoreError) in
            if case .int(let number)? = row.first { last = number }
        }
        return last + 1
    }
}
