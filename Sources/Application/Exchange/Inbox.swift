public import Domain
import Interop
import Store

/// Takes messages into the store: each whole, in one transaction, once.
///
/// A class, because it holds the store, which belongs to one thread.
public final class Inbox {
    private let office: Office
    private let codes: SiteCodes
    private let siteOffsetMinutes: Int16
    /// Whom references such as `Patient/123` mean, as far as this run has seen them.
    private var subjects: [String: String] = [:]

    public init(_ office: Office, codes: SiteCodes, siteOffsetMinutes: Int16 = 540) {
        self.office = office
        self.codes = codes
        self.siteOffsetMinutes = siteOffsetMinutes
    }

    /// Judges a message against what was received before and carries it out.
    ///
    /// - Throws: only what is no fault of the message: the store cannot be reached or written.
    public func receive(_ item: ImportedItem, act: Act = .importData) throws(StoreError) -> Receipt
    {
        try office.demand(act)
        let facts = InboundFacts(item, siteOffsetMinutes: siteOffsetMinutes)
        var reason = item.reasonName
        switch try known(facts) {
        case .same(.quarantined, let id, let why):
            return Receipt(.quarantined, id: id, reason: why)
        case .same(.discarded, _, _), .same(.accepted, _, _): return Receipt(.duplicate, id: nil)
        case .reused: reason = reason ?? HL7Reason.controlIDReused.rawValue
        case .new: break
        }
        if let reason {
            let detail = item.reason.map { "\($0.key)" } ?? ""
            return try setAside(item, facts, reason, detail: detail, act)
        }
        return try carryOut(item, facts, act, key: "in-\(facts.digest)-\(facts.sent)")
    }

    private func carryOut(
        _ item: ImportedItem, _ facts: InboundFacts, _ act: Act, key: String,
        retrying: String? = nil
    ) throws(StoreError) -> Receipt {
        let (codes, offset, now) = (codes, siteOffsetMinutes, office.now)
        let subjects = subjects
        var id = retrying ?? ""
        var warnings: [String] = []
        var learned: (reference: String, patient: String)?
        do throws(StoreError) {
            let outcome = try office.store.write(draft(act, facts, key, now)) {
                work throws(StoreError) in
                let message: String
                if let retrying {
                    message = retrying
                } else {
                    message = try work.nextID("M", "message", of: Inbox.self).text
                }
                id = message
                var effects = MessageEffects(
                    work, codes: codes.map, siteOffsetMinutes: offset, now: now, message: message,
                    facts: facts, subjects: subjects)
                let patient = try effects.apply(item)
                warnings = effects.warnings
                if let patient, !facts.reference.isEmpty {
                    learned = (facts.reference, patient.text)
                }
                try InboundTable.save(
                    work.connection, message, facts, item, at: now, state: .accepted,
                    patient: patient?.text ?? "", warnings: warnings, isNew: retrying == nil)
            }
            if case .repeated = outcome { return Receipt(.duplicate, id: nil) }
        } catch {
            guard error.isFaultOfMessage else { throw error }
            if retrying != nil { throw error }
            return try setAside(
                item, facts, HL7Reason.refused.rawValue, detail: error.phrase.key, act)
        }
        if let learned {
            self.subjects[learned.reference] = learned.patient
            for other in item.references { self.subjects[other] = learned.patient }
        }
        return Receipt(.accepted, id: id, warnings: warnings)
    }

    private func draft(
        _ act: Act, _ facts: InboundFacts, _ key: String, _ now: Instant
    ) -> EntryDraft {
        EntryDraft(
            at: now, author: office.person.user.id.text, act: act.rawValue,
            source: "\(facts.format) \(facts.kind) \(facts.control)", key: key)
    }

    /// A message in quarantine changes nothing but the list of messages.
    private func setAside(
        _ item: ImportedItem, _ facts: InboundFacts, _ reason: String, detail: String, _ act: Act
    ) throws(StoreError) -> Receipt {
        let now = office.now
        let count = office.store.connection
        let id: String = try count.exclusively { () throws(StoreError) in
            let number = try InboundTable.nextQuarantineNumber(count)
            let id = "Q-\(number)"
            try InboundTable.save(
                count, id, facts, item, at: now, state: .quarantined, reason: reason,
                detail: detail)
            return id
        }
        return Receipt(.quarantined, id: id, reason: reason)
    }

    private enum Known {
        case new
        case same(InboundRow.State, id: String, reason: String)
        /// The control number stands for other content.
        case reused
    }

    private func known(_ facts: InboundFacts) throws(StoreError) -> Known {
        let (digest, key) = (facts.digest, facts.key)
        let isKeyed = facts.hasKey
        let sent = facts.sent
        var answer = Known.new
        try office.store.connection.query(
            "SELECT digest, sent, state, id, reason FROM inbound_message "
                + (isKeyed ? "WHERE message_key = $1" : "WHERE digest = $1"),
            [.text(isKeyed ? key : digest)]
        ) { row throws(StoreError) in
            let row = Row(row, table: "inbound_message")
            if try row.text(0) == digest {
                let state = InboundRow.State(rawValue: try row.text(2)) ?? .accepted
                if case .same(.accepted, _, _) = answer { return }
                answer = .same(state, id: try row.text(3), reason: try row.text(4))
            } else if case .new = answer, facts.format == "hl7", try row.text(1) == sent {
                answer = .reused
            }
        }
        return answer
    }

    // MARK: Quarantine

    public func quarantined() throws(StoreError) -> [InboundRow] {
        try office.demand(.readMessages)
        return try InboundTable.rows(
            office.store.connection, "state = 'quarantined' ORDER BY received, id")
    }

    public func message(_ id: String) throws(StoreError) -> InboundRow {
        try office.demand(.readMessages)
        guard
            let row = try InboundTable.rows(office.store.connection, "id = $1", [.text(id)]).first
        else { throw .missing(table: "inbound_message", key: id) }
        return row
    }

    /// Reads the stored bytes again, after the map or the data was mended.
    public func retry(_ id: String) throws(StoreError) -> Receipt {
        try office.demand(.settleMessage)
        let row = try message(id)
        guard row.state == .quarantined else {
            throw .refused(Phrase("interop.quarantine.settled", ["id": .text(id)]))
        }
        guard let item = ImportedItem(again: row, siteOffsetMinutes: siteOffsetMinutes) else {
            return Receipt(.quarantined, id: id, reason: row.reason)
        }
        if let reason = item.reasonName { return Receipt(.quarantined, id: id, reason: reason) }
        let facts = InboundFacts(item, siteOffsetMinutes: siteOffsetMinutes)
        return try carryOut(
            item, facts, .settleMessage, key: "retry-\(id)-\(facts.digest)", retrying: id)
    }

    /// Gives a message up, with the reason in the journal.
    public func discard(_ id: String, _ reason: Reason) throws(StoreError) {
        let row = try message(id)
        guard row.state == .quarantined else {
            throw .refused(Phrase("interop.quarantine.settled", ["id": .text(id)]))
        }
        _ = try office.perform(.settleMessage, Order(reason: reason, key: "discard-\(id)")) {
            work throws(StoreError) in
            try work.connection.run(
                "UPDATE inbound_message SET state = 'discarded' WHERE id = $1", [.text(id)])
        }
    }
}

extension StoreError {
    /// True where the same message would fail again however healthy the store is.
    var isFaultOfMessage: Bool {
        switch self {
        case .refused, .constraint, .missing, .exists, .taken, .noSuchUnit, .icuFull, .changed:
            true
        default: false
        }
    }
}
