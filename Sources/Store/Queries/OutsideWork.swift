public import Domain

/// What other systems told of: their use of beds and devices, and their orders. The journal names
/// the message in the entry of what it changed; these rows say what the message said.
extension Transaction {
    /// The blocks that a use has made; none where it is not known.
    public func blocks(ofUse key: String) throws(StoreError) -> [BlockRecord.ID] {
        let rows = try rows(
            "SELECT block FROM outside_use WHERE key = $1 AND block <> ''", [.text(key)])
        return try rows.map { row throws(StoreError) in try row.id(0) }
    }

    public func note(_ use: OutsideUse) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO outside_use (key, patient, place, resource, unit, first_day, days, status,
            block, conflicts, message) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(use.key), .text(use.patient?.text ?? ""), .text(use.place),
                .text(use.resource?.text ?? ""), .int(use.unit ?? 0),
                .int(Int64(use.span?.first.number ?? 0)), .int(use.span?.length ?? 0),
                .text(use.status), .text(use.block?.text ?? ""),
                .text(use.conflicts.map(\.text).joined(separator: " ")), .text(use.message),
            ])
    }

    /// The use is over; its row stays and says so.
    public func settleUse(
        _ key: String, status: String, message: String
    ) throws(StoreError) {
        try connection.run(
            "UPDATE outside_use SET status = $1, block = '', conflicts = '', message = $2 "
                + "WHERE key = $3", [.text(status), .text(message), .text(key)])
    }

    public func forgetUse(_ key: String) throws(StoreError) {
        try connection.run("DELETE FROM outside_use WHERE key = $1", [.text(key)])
    }

    /// One order; the newest message about it counts.
    public func note(_ order: OutsideOrder) throws(StoreError) {
        try connection.run("DELETE FROM outside_order WHERE key = $1", [.text(order.key)])
        try connection.run(
            """
            INSERT INTO outside_order (key, patient, code, words, control, status, message)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .text(order.key), .text(order.patient?.text ?? ""), .text(order.code),
                .text(order.words), .text(order.control), .text(order.status),
                .text(order.message),
            ])
    }
}
