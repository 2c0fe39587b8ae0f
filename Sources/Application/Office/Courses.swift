public import Clinical
public import Domain
public import Store

extension Reading {
    /// A course with its milestones.
    public func course(_ id: Course.ID) throws(StoreError) -> Course {
        let record = try need(CourseRecord.self, id.text).record
        let milestones = try all(.milestones(of: id))
        return try Course(record, milestones.map(\.record.milestone))
    }
}

extension Course {
    /// Puts a course together from its rows.
    init(_ record: CourseRecord, _ milestones: [Milestone]) throws(StoreError) {
        self.init(
            id: record.id, patient: record.patient, referral: record.referral,
            product: record.product)
        do throws(CourseError) {
            for milestone in milestones where milestone.kind != .referred {
                try self.record(milestone)
            }
            if let ending = record.ending { try end(ending) }
        } catch {
            throw .refused(error.phrase)
        }
    }
}

extension Office {
    /// Records that something has happened.
    ///
    /// - Parameter knowledge: says what must have been done before cells run.
    public func recordMilestone(
        _ milestone: Milestone, of course: Course.ID,
        under knowledge: ClinicalKnowledge = .published, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let now = now
        guard milestone.at <= now else {
            throw .refused(
                Phrase("course.inFuture", ["at": .instant(milestone.at), "now": .instant(now)]))
        }
        return try perform(.recordMilestone, order, milestone: milestone.kind) {
            act throws(StoreError) in
            var known = try act.course(course)
            try refuse { () throws(CourseError) in try known.record(milestone) }
            if milestone.kind == .infused {
                try act.demandReadyToInfuse(
                    course, at: milestone.at, knowledge.ward.timeOut, order.reason)
            }
            try act.insert(MilestoneRecord(course: course, milestone))
        }.sequence
    }

    /// Takes a milestone back that was entered by mistake; it needs words.
    public func retractMilestone(
        _ kind: Milestone.Kind, part: Int, of course: Course.ID, _ reason: Reason
    ) throws(StoreError) -> Int64 {
        try perform(.retractMilestone, Order(reason: reason)) { act throws(StoreError) in
            var known = try act.course(course)
            try refuse { () throws(CourseError) in try known.retract(kind, part: part) }
            try act.delete(
                MilestoneRecord.self, [.text(course.text), .text(kind.rawValue), .int(part)],
                expecting: nil)
        }.sequence
    }

    public func chooseProduct(
        _ product: Product.ID, for course: Course.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.chooseProduct, order) { act throws(StoreError) in
            let chosen = try act.need(ProductTerms.self, product.text).record.product.id
            let stored = try act.need(CourseRecord.self, course.text)
            var record = stored.record
            record.product = chosen
            try act.update(record, expecting: stored.version)
        }.sequence
    }

    /// Ends a course and gives back everything it still holds.
    public func end(
        _ course: Course.ID, _ ending: Ending, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let now = now
        return try perform(.endCourse, order) { act throws(StoreError) in
            try act.end(course, ending, at: now)
        }.sequence
    }

    public func reopen(
        _ course: Course.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.reopenCourse, order) { act throws(StoreError) in
            let stored = try act.need(CourseRecord.self, course.text)
            guard stored.record.ending != nil else {
                throw .refused(Phrase("course.notEnded", ["course": .text(course.text)]))
            }
            var record = stored.record
            (record.ending, record.ended) = (nil, nil)
            try act.update(record, expecting: stored.version)
            try act.delete(
                MilestoneRecord.self,
                [.text(course.text), .text(Milestone.Kind.ended.rawValue), .int(1)],
                expecting: nil)
        }.sequence
    }

    public func addNote(
        _ words: String, to course: Course.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let now = now
        guard !words.allSatisfy(\.isWhitespace) else {
            throw .refused(Phrase("note.empty"))
        }
        return try perform(.addNote, order) { act throws(StoreError) in
            let author = act.draft.author
            let id: Identifier<NoteRecord> = try act.nextID("N", "note")
            try act.insert(
                NoteRecord(id: id.text, course: course, at: now, author: author, words: words))
        }.sequence
    }
}

/// A rule of the domain says no inside a transaction: the whole act is taken back.
func refuse<Value, Failure: Reportable>(
    _ body: () throws(Failure) -> Value
) throws(StoreError) -> Value {
    do throws(Failure) {
        return try body()
    } catch {
        throw .refused(error.phrase)
    }
}
