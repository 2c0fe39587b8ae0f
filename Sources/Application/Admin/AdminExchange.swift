public import Domain
import Interop

/// What is exchanged with other systems: messages that were set aside, those that wait to be
/// sent, and the site's own codes and units.
extension AdminDesk {
    func messages() throws(StoreError) -> AdminSheet {
        let inbox = Inbox(office, codes: try office.siteCodes())
        let now = office.now
        return AdminSheet(
            heads: ["message", "waited", "kind", "reason", "source"],
            rows: try inbox.quarantined().map { row in
                let hours = row.age(at: now) / 60
                return AdminSheet.Row(
                    row.id,
                    [
                        .init(row.id), .init("\(hours) h", order: Double(hours)),
                        .init(row.kind.isEmpty ? row.format : row.kind),
                        .init(words(row.reasonPhrase)), .init("\(row.peer) [\(row.position)]"),
                    ])
            })
    }

    func messagePage(_ id: String) throws(StoreError) -> [String] {
        let row = try Inbox(office, codes: try office.siteCodes()).message(id)
        let facts = [
            line("message", row.id), line("kind", row.kind), line("at", row.received.iso),
            line("source", "\(row.peer) [\(row.position)]"),
            line("reason", words(row.reasonPhrase)),
        ]
        return facts + [""] + row.lines
    }

    func outbox() throws(StoreError) -> AdminSheet {
        AdminSheet(
            heads: ["message", "kind", "booking", "at", "state", "tries", "answer"],
            rows: try Outbox(office).list(all: false).map { message in
                AdminSheet.Row(
                    String(message.id),
                    [
                        .init(String(message.id), order: Double(message.id)), .init(message.kind),
                        .init(message.booking.text), .init(message.made.iso),
                        .init(words(message.state.phrase)), .count(message.tries),
                        .init(message.answer.isEmpty ? "–" : message.answer),
                    ])
            })
    }

    func outboundPage(_ id: String) throws(StoreError) -> [String] {
        guard let number = Int64(id) else { return [] }
        let message = try Outbox(office).message(number)
        return [
            line("message", id), line("state", words(message.state.phrase)),
            line("tries", String(message.tries)),
            line("answer", message.answer.isEmpty ? "–" : message.answer), "",
        ]
            + String(decoding: message.bytes, as: UTF8.self).split(separator: "\r")
            .map(String.init)
    }

    /// The site's own rows; those of the program stand behind them.
    func codes() throws(StoreError) -> AdminSheet {
        var rows: [AdminSheet.Row] = []
        for part in SiteMap.Part.allCases {
            for (number, cells) in try office.siteMapRows(part).enumerated() {
                let shown =
                    part == .codes
                    ? [cells[safe: 4], cells[safe: 3], cells[safe: 0], cells[safe: 5]]
                    : [
                        cells[safe: 1], "× \(cells[safe: 2]) + \(cells[safe: 3])", cells[safe: 0],
                        cells[safe: 4],
                    ]
                rows.append(
                    AdminSheet.Row(
                        "\(part.rawValue) \(number + 1)",
                        [.init(words(part.phrase))] + shown.map { .init($0.isEmpty ? "–" : $0) }))
            }
        }
        return AdminSheet(heads: ["table", "code", "system", "item", "unit"], rows: rows)
    }

    func codePage(_ id: String) throws(StoreError) -> [String] {
        let parts = id.split(separator: " ")
        guard parts.count == 2, let part = SiteMap.Part(rawValue: String(parts[0])),
            let number = Int(parts[1])
        else { return [] }
        let rows = try office.siteMapRows(part)
        return rows.indices.contains(number - 1) ? rows[number - 1] : []
    }
}

extension [String] {
    /// A row of a table may be shorter than its header.
    fileprivate subscript(safe index: Int) -> String {
        indices.contains(index) ? self[index] : ""
    }
}

/// Reads a message again that was set aside, or sends one again that was refused.
public struct RetryMessage: Deed {
    public let id: String
    public let section: AdminSection
    public let language: Language

    public init(_ id: String, _ section: AdminSection, _ language: Language) {
        (self.id, self.section, self.language) = (id, section, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let office = try follower.office()
        if section == .outbox {
            let number = Int64(id) ?? 0
            _ = try Outbox(office).retry(number)
            return Phrase("outbox.retried", ["message": .count(Int(number))])
        }
        let desk = try follower.desk(language)
        let inbox = Inbox(
            office, codes: try office.siteCodes(), under: desk.knowledge, desk.wording)
        let receipt = try inbox.retry(id)
        let key =
            receipt.disposition == .quarantined
            ? "interop.quarantine.still" : "interop.quarantine.taken"
        return Phrase(
            key, ["id": .text(id), "why": receipt.why.map { .phrase($0) } ?? .text("")])
    }
}

/// Gives a message up, with the reason in the journal.
public struct DropMessage: Deed {
    public let id: String
    public let section: AdminSection
    public let reason: String

    public init(_ id: String, _ section: AdminSection, why reason: String) {
        (self.id, self.section, self.reason) = (id, section, reason)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let office = try follower.office()
        let why = Reason(.other, reason)
        if section == .outbox {
            let number = Int64(id) ?? 0
            _ = try Outbox(office).drop(number, Order(reason: why))
            return Phrase("outbox.dropped", ["message": .count(Int(number))])
        }
        try Inbox(office, codes: try office.siteCodes()).discard(id, why)
        return Phrase("interop.quarantine.discarded", ["id": .text(id)])
    }
}

/// A local code is given its meaning.
public struct AddSiteCode: Deed {
    public let code: SiteCode

    public init(_ code: SiteCode) { self.code = code }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().addSiteCode(code)
        return Phrase("codes.added", ["code": .text(code.code), "item": .text(code.item)])
    }
}
