public import Domain

/// Takes an entry of the journal back, row by row.
extension Transaction {
    /// Every kind of record, by the name of its table.
    static let recordTypes: [String: any Record.Type] = Dictionary(
        uniqueKeysWithValues: allRecordTypes.map { ($0.table.name, $0) })

    static let allRecordTypes: [any Record.Type] = [
        User.self, SessionRecord.self, Patient.self, ProductTerms.self, CourseRecord.self,
        MilestoneRecord.self, Resource.self, OpeningRecord.self, Booking.self, BlockRecord.self,
        ObservationRecord.self, GradeRecord.self, CareTask.self, NoteRecord.self, Deviation.self,
        Gate.self, Branch.self, MakerSlot.self, Allocation.self, MatterNote.self, Notice.self,
        KeptModel.self, KeptPrediction.self, RuleApproval.self, DrugRecord.self,
        CollectionRecord.self,
        Escalation.self, Treatment.self, DrugReserve.self, TimeOut.self, LICATSEvent.self,
        FollowUpVisit.self,
        Improvement.self, IndicatorTarget.self, ReferrerDistance.self, KeptScenario.self,
        SiteMap.self,
    ]

    /// Puts every row of an entry back to what it was before it.
    ///
    /// - Throws: `StoreError.changed` naming the row, the person and the time where somebody has
    ///   built on the entry; `StoreError.taken` where a place has been given to others.
    public func reverse(_ entry: Entry) throws(StoreError) {
        // Places are given back before any is taken again: a move between two bookings.
        let gone = entry.rows.filter { $0.before == nil }
        let back = entry.rows.filter { $0.before != nil }
        for change in gone.reversed() {
            let type = try recordType(of: change)
            try reverse(type, change, of: entry)
        }
        for change in back where change.after != nil {
            let type = try recordType(of: change)
            try lift(type, change)
        }
        for change in back.reversed() {
            let type = try recordType(of: change)
            try reverse(type, change, of: entry)
        }
    }

    private func recordType(of change: Change) throws(StoreError) -> any Record.Type {
        guard let type = Self.recordTypes[change.table] else {
            throw .refused(Phrase("undo.notARow", ["table": .text(change.table)]))
        }
        return type
    }

    /// Gives back what a row holds now; `reverse` gives it what it held before.
    private func lift<Kept: Record>(_ type: Kept.Type, _ change: Change) throws(StoreError) {
        guard Kept.self is any Occupying.Type else { return }
        try occupy(before: try need(Kept.self, change.key).record, after: nil as Kept?)
    }

    private func reverse<Kept: Record>(
        _ type: Kept.Type, _ change: Change, of entry: Entry
    ) throws(StoreError) {
        switch (change.before, change.after) {
        case (let before?, _?):
            let record = try Kept(row: Row(before, table: change.table))
            try update(
                record, expecting: try standing(type, change, of: entry),
                placesAreLifted: Kept.self is any Occupying.Type)
        case (let before?, nil):
            try insert(try Kept(row: Row(before, table: change.table)))
        case (nil, _?):
            try delete(type, change.key, expecting: try standing(type, change, of: entry))
        case (nil, nil): break  // Made and removed within the same act.
        }
    }

    /// The version at which a row is still what the entry made of it: that of the entry, or of an
    /// undo that brought it back to that. Without the second nobody could undo two steps on one
    /// row.
    private func standing<Kept: Record>(
        _ type: Kept.Type, _ change: Change, of entry: Entry
    ) throws(StoreError) -> Int64 {
        guard let now = try get(Kept.self, change.key), now.version != entry.sequence,
            now.record.values == change.after,
            try self.entry(now.version).draft.undoes != nil
        else { return entry.sequence }
        return now.version
    }
}
