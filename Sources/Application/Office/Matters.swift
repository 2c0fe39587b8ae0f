public import Domain
import Store

/// What somebody decides about a matter of the Inbox: others take it, or it rests for a while.
extension Office {
    /// - Parameters:
    ///   - delegate: who takes it; nil leaves it with the role.
    ///   - until: until when it rests; nil for not at all.
    public func note(
        _ matter: String, delegate: User.ID?, until: Instant?, words: String,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<String> {
        let (now, user) = (now, person.user.id)
        guard !words.allSatisfy(\.isWhitespace) else { throw .refused(Phrase("matter.words")) }
        guard !matter.isEmpty, matter.utf8.count <= 120 else {
            throw .refused(Phrase("matter.unknown", ["matter": .text(matter)]))
        }
        if let until {
            guard until > now else {
                throw .refused(Phrase("booking.expiryPassed", ["at": .instant(until)]))
            }
            // A matter that rests for weeks is forgotten.
            guard until.minutes(since: now) <= 14 * 24 * 60 else {
                throw .refused(Phrase("matter.tooLong"))
            }
        }
        return try perform(.noteMatter, order) { act throws(StoreError) in
            if let delegate {
                let found = try act.need(User.self, delegate.text).record
                guard found.isActive else {
                    throw .refused(Phrase("matter.inactive", ["user": .text(found.name)]))
                }
            }
            let stored = try act.get(MatterNote.self, [.text(matter)])
            let note = MatterNote(
                matter, delegate: delegate ?? stored?.record.delegate, snoozedUntil: until,
                words: words, by: user, at: now)
            if let stored {
                try act.update(note, expecting: stored.version)
            } else {
                try act.insert(note)
            }
            return matter
        }
    }
}
