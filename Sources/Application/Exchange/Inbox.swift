public import Clinical
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
    /// What must have been done before cells run.
    private let knowledge: ClinicalKnowledge
    /// For what a message gives people to do.
    private let wording: Wording
    /// Whom references such as `Patient/123` mean, as far as this run has seen them.
    private var subjects: [String: String] = [:]

    public init(
        _ office: Office, codes: SiteCodes, siteOffsetMinutes: Int16 = 540,
        under knowledge: ClinicalKnowledge = .published, _ wording: Wording = Wording(.english)
    ) {
        self.office = office
        self.codes = codes
        self.siteOffsetMinutes = siteOffsetMinutes
        (self.knowledge, self.wording) = (knowledge, wording)
    }

    /// Judges a message against what was received before and carries it out.
    ///
    /// - Throws: only what is no fault of the message: the store cannot be reached or written.
    public func receive(_ item: ImportedItem, act: Act = .importData) throws(StoreError) -> Receipt
    {
        try office.demand(act)
        let facts = InboundFacts(item, siteOffsetMinutes: siteOffsetMinutes)
        var (reason, why) = (item.reasonName, item.reason)
        switch try known(facts) {
        case .same(.quarantined, let id):
            let row = try office.store.message(id)
            return Receipt(.quarantined, id: id, reason: row.reason, why: row.reasonPhrase)
        case .same: return Receipt(.duplicate, id: nil)
        case .reused where reason == nil:
            (reason, why) = (HL7Reason.controlIDReused.rawValue, HL7Reason.controlIDReused.phrase)
        case .reused: break
        case .new: break
        }
        if let reason {
            return try setAside(item, facts, reason, why)
        }
        return try carryOut(item, facts, act, key: "in-\(facts.digest)-\(facts.sent)")
    }

    /// - Parameters:
    ///   - retrying: the number under which the message was set aside.
    ///   - author: who is named in the journal; nil for the person.
    private func carryOut(
        _ item: ImportedItem, _ facts: InboundFacts, _ act: Act, key: String,
        retrying: String? = nil, author: String? = nil
    ) throws(StoreError) -> Receipt {
        let (codes, offset, now) = (codes, siteOffsetMinutes, office.now)
        let (subjects, rule, wording) = (subjects, knowledge.ward.timeOut, wording)
        var id = retrying ?? ""
        var warnings: [String] = []
        var learned: (reference: String, patient: String)?
        var newcomers: [String] = []
        do throws(StoreError) {
            let outcome = try office.store.write(draft(act, facts, key, now, author)) {
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
                    facts: facts, subjects: subjects, timeOut: rule, wording)
                let patient = try effects.apply(item)
                warnings = effects.warnings
                newcomers = effects.newcomers(in: item)
                if let patient, !facts.reference.isEmpty {
                    learned = (facts.reference, patient.text)
                }
                if retrying == nil {
                    var row = facts.row(message, item, at: now, .accepted)
                    (row.patient, row.warnings) = (patient, warnings)
                    try work.keep(row)
                } else {
                    try work.accept(message, patient: patient, warnings: warnings)
                }
            }
            if case .repeated = outcome { return Receipt(.duplicate, id: nil) }
        } catch {
            guard error.isFaultOfMessage else { throw error }
            if retrying != nil { throw error }
            return try setAside(item, facts, HL7Reason.refused.rawValue, error.phrase)
        }
        if let learned {
            self.subjects[learned.reference] = learned.patient
            for other in item.references { self.subjects[other] = learned.patient }
        }
        try takeWaiting(for: newcomers)
        return Receipt(.accepted, id: id, warnings: warnings)
    }

    private func draft(
        _ act: Act, _ facts: InboundFacts, _ key: String, _ now: Instant, _ author: String?
    ) -> EntryDraft {
        EntryDraft(
            at: now, author: author ?? office.person.user.id.text, act: act.rawValue,
            source: "\(facts.format) \(facts.kind) \(facts.control)", key: key)
    }

    /// A message in quarantine changes nothing but the list of messages.
    private func setAside(
        _ item: ImportedItem, _ facts: InboundFacts, _ reason: String, _ why: Phrase?
    ) throws(StoreError) -> Receipt {
        let now = office.now
        let id = try office.store.setAside { id in
            var row = facts.row(id, item, at: now, .quarantined)
            (row.reason, row.detail) = (reason, why?.json.compact ?? "")
            return row
        }
        return Receipt(.quarantined, id: id, reason: reason, why: why)
    }

    private enum Known {
        case new
        case same(InboundMessage.State, id: String)
        /// The control number stands for other content.
        case reused
    }

    private func known(_ facts: InboundFacts) throws(StoreError) -> Known {
        var answer = Known.new
        let earlier = try office.store.messages(
            like: facts.hasKey ? facts.key : nil, digest: facts.digest)
        for row in earlier where row.format == facts.format {
            if row.digest == facts.digest {
                answer = .same(row.state, id: row.id)
                if row.state == .accepted { break }
            } else if case .new = answer, facts.format == "hl7", row.sent == facts.sent {
                answer = .reused
            }
        }
        return answer
    }

    // MARK: Quarantine

    public func quarantined() throws(StoreError) -> [InboundMessage] {
        try office.demand(.readMessages)
        return try office.store.quarantinedMessages()
    }

    public func message(_ id: String) throws(StoreError) -> InboundMessage {
        try office.demand(.readMessages)
        return try office.store.message(id)
    }

    /// Reads the stored bytes again, after the map or the data was mended.
    public func retry(_ id: String) throws(StoreError) -> Receipt {
        try office.demand(.settleMessage)
        let row = try message(id)
        guard row.state == .quarantined else {
            throw .refused(Phrase("interop.quarantine.settled", ["id": .text(id)]))
        }
        return try carryOut(again: row)
    }

    /// Reads again what waits for a patient who goes by one of these names: in the system's name,
    /// for nobody asked for it. What still cannot be carried out waits on.
    func takeWaiting(for names: [String]) throws(StoreError) {
        guard !names.isEmpty else { return }
        let details = names.flatMap { name in
            MessageEffects.Nobody.allCases.map { $0.phrase(name).json.compact }
        }
        for row in try office.store.quarantinedMessages(told: details) {
            do throws(StoreError) {
                _ = try carryOut(again: row, author: EntryDraft.system)
            } catch {
                guard error.isFaultOfMessage else { throw error }
            }
        }
    }

    /// One key for whoever tries it, so that two who try at once do it once.
    private func carryOut(
        again row: InboundMessage, author: String? = nil
    ) throws(StoreError) -> Receipt {
        let id = row.id
        guard let item = ImportedItem(again: row, siteOffsetMinutes: siteOffsetMinutes) else {
            return Receipt(.quarantined, id: id, reason: row.reason, why: row.reasonPhrase)
        }
        if let reason = item.reasonName {
            return Receipt(.quarantined, id: id, reason: reason, why: item.reason)
        }
        let facts = InboundFacts(item, siteOffsetMinutes: siteOffsetMinutes)
        return try carryOut(
            item, facts, .settleMessage, key: "retry-\(id)-\(facts.digest)", retrying: id,
            author: author)
    }

    /// Gives a message up, with the reason in the journal.
    public func discard(_ id: String, _ reason: Reason) throws(StoreError) {
        let row = try message(id)
        guard row.state == .quarantined else {
            throw .refused(Phrase("interop.quarantine.settled", ["id": .text(id)]))
        }
        _ = try office.perform(.settleMessage, Order(reason: reason, key: "discard-\(id)")) {
            work throws(StoreError) in
            try work.discardMessage(id)
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
