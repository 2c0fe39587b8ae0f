public import Domain
import Store

extension Office {
    /// Takes back the person's own last act that can be taken back.
    /// - Returns: the entry that was undone, and the number of the new one.
    public func undo() throws(StoreError) -> (undone: JournalLine, sequence: Int64) {
        try demand(.undo)
        let entry = try store.read { view throws(StoreError) in try self.lastOwn(in: view) }
        guard let entry else { throw .refused(Phrase("undo.nothing")) }
        return try reverse(entry, as: .undo)
    }

    /// Does again what the person undid last, unless something new was done since.
    public func redo() throws(StoreError) -> (undone: JournalLine, sequence: Int64) {
        try demand(.redo)
        let entry = try store.read { view throws(StoreError) in try self.lastUndo(in: view) }
        guard let entry else { throw .refused(Phrase("redo.nothing")) }
        return try reverse(entry, as: .redo)
    }

    /// The act that redo would do again.
    public func nextRedo() throws(StoreError) -> JournalLine {
        try demand(.redo)
        let found = try store.read { view throws(StoreError) -> JournalLine? in
            guard let undo = try self.lastUndo(in: view), let first = undo.draft.undoes else {
                return nil
            }
            return JournalLine(try view.entry(first))
        }
        guard let found else { throw .refused(Phrase("redo.nothing")) }
        return found
    }

    private func reverse(
        _ entry: Entry, as act: Act
    ) throws(StoreError) -> (undone: JournalLine, sequence: Int64) {
        let order = Order(reason: Reason(.undo))
        let outcome = try perform(act, order, undoes: entry.sequence) {
            transaction throws(StoreError) in
            // Asked again inside: another terminal of the same person may have been quicker.
            guard try !transaction.isUndone(entry.sequence) else {
                throw .refused(Phrase("undo.already", ["entry": .count(Int(entry.sequence))]))
            }
            try transaction.reverse(entry)
        }
        return (JournalLine(entry), outcome.sequence)
    }

    /// The newest own act that stands: not undone itself, and not an undo.
    private func lastOwn(in view: Snapshot) throws(StoreError) -> Entry? {
        var skipped: Set<Int64> = []
        var before = Int64.max
        while true {
            let found = try view.newestEntries(
                of: person.user.id.text, before: before, 20)
            guard let last = found.last else { return nil }
            for entry in found {
                if skipped.contains(entry.sequence) { continue }
                if let undone = entry.draft.undoes {
                    // An undo takes away the entry it undid; a redo takes away the undo, so that
                    // the first act stands again, now as the redo.
                    skipped.insert(undone)
                    if entry.draft.act == Act.redo.rawValue { return entry }
                    continue
                }
                guard let act = Act(rawValue: entry.draft.act), act.nature != .lasting else {
                    continue
                }
                guard act.nature == .undoable else {
                    throw .refused(
                        Phrase(
                            "undo.physical",
                            ["act": .phrase(act.phrase), "at": .instant(entry.draft.at)]))
                }
                return entry
            }
            before = last.sequence
        }
    }

    private func lastUndo(in view: Snapshot) throws(StoreError) -> Entry? {
        let found = try view.newestEntries(of: person.user.id.text, 200)
        var redone: Set<Int64> = []
        for entry in found {
            guard let act = Act(rawValue: entry.draft.act) else { continue }
            switch act {
            case .redo: if let undo = entry.draft.undoes { redone.insert(undo) }
            case .undo: if !redone.contains(entry.sequence) { return entry }
            default: if act.nature != .lasting { return nil }
            }
        }
        return nil
    }
}
