public import Domain
public import Store

/// What the screens show, in memory: running courses with everything that belongs to them.
///
/// It is filled once and then follows the journal: a change of another terminal costs what that
/// change costs, not a reload of five thousand courses.
public struct Hospital: Sendable {
    /// The journal entry up to which it is true.
    public internal(set) var sequence: Int64 = 0
    public internal(set) var patients: [Patient.ID: Patient] = [:]
    public internal(set) var products: [Product.ID: ProductTerms] = [:]
    public internal(set) var resources: [Resource.ID: Resource] = [:]
    /// Running courses only; a finished one is read from the store when it is opened.
    public internal(set) var courses: [Course.ID: CourseState] = [:]
    /// What each patient had before, by the day of the referral.
    public internal(set) var ended: [Patient.ID: [CourseRecord]] = [:]
    public internal(set) var blocks: [BlockRecord.ID: BlockRecord] = [:]
    public internal(set) var openings: [OpeningRecord.ID: OpeningRecord] = [:]
    public internal(set) var tasks: [CareTask.ID: CareTask] = [:]
    public internal(set) var users: [User.ID: User] = [:]
    public internal(set) var branches: [Branch.ID: Stored<Branch>] = [:]
    public internal(set) var makerSlots: [MakerSlot.ID: MakerSlot] = [:]
    public internal(set) var matterNotes: [String: MatterNote] = [:]
    /// Those that nobody has answered.
    public internal(set) var escalations: [Escalation.ID: Escalation] = [:]
    /// Those that nobody has acknowledged.
    public internal(set) var notices: [Notice.ID: Notice] = [:]
    /// Days by which models are to be looked at again, by model and version.
    public internal(set) var modelReviews: [String: Day] = [:]

    /// Of whom something was measured or told since somebody last asked, and whether rules or
    /// models changed: what is computed from them has to be made anew.
    public private(set) var stale = Stale()

    public struct Stale: Equatable, Sendable {
        public fileprivate(set) var patients: Set<Patient.ID> = []
        public fileprivate(set) var hasOtherRules = false
    }

    /// What became stale, which is fresh from then on.
    public mutating func takeStale() -> Stale {
        defer { stale = Stale() }
        return stale
    }

    /// A running course and what hangs on it.
    public struct CourseState: Sendable {
        public var record: CourseRecord
        public var version: Int64
        public var milestones: [Milestone] = []
        public var bookings: [Booking.ID: Stored<Booking>] = [:]
        public var grades: [GradeRecord] = []
        public var gates: [Gate] = []

        init(_ stored: Stored<CourseRecord>) {
            (record, version) = (stored.record, stored.version)
        }

        public var stage: Stage { milestones.compactMap(\.kind.opens).max() ?? .referral }

        public func first(_ kind: Milestone.Kind) -> Milestone? {
            milestones.first { $0.kind == kind }
        }

        /// Day 0 as it was, else as it is booked.
        public var dayZero: Day? {
            first(.infused)?.at.day ?? plannedInfusion
        }

        public var plannedInfusion: Day? {
            bookings.values.filter {
                $0.record.activity == .infusion && $0.record.part == 1
                    && $0.record.state.occupies
            }.map(\.record.span.first).min()
        }

        /// Bookings that stand, in the order of their days.
        public var standing: [Stored<Booking>] {
            bookings.values.filter { $0.record.state.occupies || $0.record.state == .proposed }
                .sorted {
                    ($0.record.span.first, $0.record.activity.rawValue, $0.record.id)
                        < ($1.record.span.first, $1.record.activity.rawValue, $1.record.id)
                }
        }

        /// The newest grade of a toxicity that stands.
        public func grade(_ toxicity: Toxicity) -> Grade? {
            grades.filter { $0.grade.toxicity == toxicity && !$0.isWithdrawn }
                .max { $0.grade.at < $1.grade.at }?.grade
        }
    }

    public init() {}

    /// Reads everything that is running.
    public init(reading view: some Reading) throws(StoreError) {
        sequence = try view.lastSequence()
        try view.each(Patient.self) { patients[$0.record.id] = $0.record }
        try view.each(ProductTerms.self) { products[$0.record.product.id] = $0.record }
        try view.each(Resource.self) { resources[$0.record.id] = $0.record }
        try view.each(BlockRecord.self) { blocks[$0.record.id] = $0.record }
        try view.each(OpeningRecord.self) { openings[$0.record.id] = $0.record }
        for stored in try view.all(.openTasks) { tasks[stored.record.id] = stored.record }
        try view.each(User.self) { users[$0.record.id] = $0.record }
        for stored in try view.openEscalations() { escalations[stored.record.id] = stored.record }
        try view.each(Branch.self) { branches[$0.record.id] = $0 }
        try view.each(MakerSlot.self) { makerSlots[$0.record.id] = $0.record }
        try view.each(MatterNote.self) { matterNotes[$0.record.matter] = $0.record }
        for stored in try view.openNotices() { notices[stored.record.id] = stored.record }
        for review in try view.modelReviews() { modelReviews[review.name] = review.day }
        try readCourses(view)
    }

    /// The running courses with everything that hangs on them.
    ///
    /// - Parameter version: those that have ended and changed after this entry as well.
    mutating func readCourses(
        _ view: some Reading, changedAfter version: Int64? = nil
    ) throws(StoreError) {
        (courses, ended) = ([:], [:])
        try view.eachEnded { keepEnded($0.record) }
        try view.eachRunning(changedAfter: version) { courses[$0.record.id] = CourseState($0) }
        try view.eachOfRunningCourses(MilestoneRecord.self, changedAfter: version) {
            courses[$0.record.course]?.milestones.append($0.record.milestone)
        }
        try view.eachOfRunningCourses(Booking.self, changedAfter: version) {
            courses[$0.record.course]?.bookings[$0.record.id] = $0
        }
        try view.eachOfRunningCourses(GradeRecord.self, changedAfter: version) {
            courses[$0.record.course]?.grades.append($0.record)
        }
        try view.eachOfRunningCourses(Gate.self, changedAfter: version) {
            courses[$0.record.course]?.gates.append($0.record)
        }
        for id in courses.keys { courses[id]?.milestones.sort { $0.at < $1.at } }
    }

    /// Follows the journal from where it stands.
    /// - Returns: the courses that changed, and who changed them last.
    public mutating func follow(
        _ view: some Reading
    ) throws(StoreError) -> [Course.ID: String] {
        var changed: [Course.ID: String] = [:]
        let entries = try view.entries(after: sequence)
        for entry in entries {
            for change in entry.changes {
                if let course = try apply(change, entry.sequence, view) {
                    changed[course] = entry.draft.author
                }
            }
            sequence = entry.sequence
        }
        return changed
    }

    mutating func apply(
        _ change: Change, _ sequence: Int64, _ view: some Reading
    ) throws(StoreError) -> Course.ID? {
        let row = Row(change.after ?? change.before ?? change.key, table: change.table)
        let isGone = change.after == nil
        switch change.table {
        case Patient.table.name: try Self.follow(row, isGone, in: &patients) { $0.id }
        case ProductTerms.table.name:
            try Self.follow(row, isGone, in: &products) { $0.product.id }
        case Resource.table.name: try Self.follow(row, isGone, in: &resources) { $0.id }
        case BlockRecord.table.name: try Self.follow(row, isGone, in: &blocks) { $0.id }
        case OpeningRecord.table.name: try Self.follow(row, isGone, in: &openings) { $0.id }
        case CareTask.table.name:
            try Self.follow(row, isGone, in: &tasks) {
                $0.id
            } while: {
                $0.state == .open
            }
        case User.table.name: try Self.follow(row, isGone, in: &users) { $0.id }
        case Escalation.table.name:
            return try Self.follow(row, isGone, in: &escalations) {
                $0.id
            } while: {
                $0.state == .open
            }.course
        case Branch.table.name:
            let branch = try Branch(row: row)
            branches[branch.id] = isGone ? nil : Stored(branch, version: sequence)
        case MakerSlot.table.name: try Self.follow(row, isGone, in: &makerSlots) { $0.id }
        case MatterNote.table.name: try Self.follow(row, isGone, in: &matterNotes) { $0.matter }
        case Notice.table.name:
            try Self.follow(row, isGone, in: &notices) {
                $0.id
            } while: {
                $0.acknowledged == nil
            }
        case ObservationRecord.table.name:
            stale.patients.insert(try ObservationRecord(row: row).observation.patient)
        case DrugRecord.table.name:
            stale.patients.insert(try DrugRecord(row: row).patient)
        case KeptModel.table.name:
            let model = try KeptModel(row: row)
            modelReviews["\(model.id) \(model.version)"] = isGone ? nil : model.reviewOn
            stale.hasOtherRules = true
        case RuleApproval.table.name:
            stale.hasOtherRules = true
        case CourseRecord.table.name:
            let before = try change.before.map { row throws(StoreError) in
                try CourseRecord(row: Row(row, table: change.table))
            }
            return try applyCourse(try CourseRecord(row: row), before, isGone, sequence, view)
        default:
            return try applyPart(change, row, isGone, sequence)
        }
        return nil
    }

    private mutating func keepEnded(_ record: CourseRecord) {
        ended[record.patient, default: []].append(record)
        ended[record.patient]?.sort { ($0.referral.at, $0.id) < ($1.referral.at, $1.id) }
    }

    /// Puts a record in its place, or takes it out where there is nothing left to follow.
    @discardableResult
    private static func follow<Kept: Record, ID: Hashable>(
        _ row: Row, _ isGone: Bool, in kept: inout [ID: Kept], by id: (Kept) -> ID,
        while isOpen: (Kept) -> Bool = { _ in true }
    ) throws(StoreError) -> Kept {
        let record = try Kept(row: row)
        kept[id(record)] = isGone || !isOpen(record) ? nil : record
        return record
    }

    /// - Parameter before: as it was; a merge may have given it another patient.
    private mutating func applyCourse(
        _ record: CourseRecord, _ before: CourseRecord?, _ isGone: Bool, _ sequence: Int64,
        _ view: some Reading
    ) throws(StoreError) -> Course.ID {
        for patient in [before?.patient, record.patient].compactMap(\.self) {
            ended[patient]?.removeAll { $0.id == record.id }
            if ended[patient] == [] { ended[patient] = nil }
        }
        if !isGone, record.ending != nil { keepEnded(record) }
        if isGone || record.ending != nil {
            courses[record.id] = nil
        } else if courses[record.id] != nil {
            courses[record.id]?.record = record
            courses[record.id]?.version = sequence
        } else {
            // New, or reopened with everything it had.
            var state = CourseState(Stored(record, version: sequence))
            state.milestones = try view.all(.milestones(of: record.id))
                .map(\.record.milestone).sorted { $0.at < $1.at }
            for booking in try view.all(.bookings(of: record.id)) {
                state.bookings[booking.record.id] = booking
            }
            state.grades = try view.all(.grades(of: record.id)).map(\.record)
            state.gates = try view.all(.gates(of: record.id)).map(\.record)
            courses[record.id] = state
        }
        return record.id
    }

    mutating func applyPart(
        _ change: Change, _ row: Row, _ isGone: Bool, _ sequence: Int64
    ) throws(StoreError) -> Course.ID? {
        switch change.table {
        case MilestoneRecord.table.name:
            let part = try MilestoneRecord(row: row)
            courses[part.course]?.milestones.removeAll {
                $0.kind == part.milestone.kind && $0.part == part.milestone.part
            }
            if !isGone {
                courses[part.course]?.milestones.append(part.milestone)
                courses[part.course]?.milestones.sort { $0.at < $1.at }
            }
            return part.course
        case Booking.table.name:
            let part = try Booking(row: row)
            courses[part.course]?.bookings[part.id] =
                isGone ? nil : Stored(part, version: sequence)
            return part.course
        case GradeRecord.table.name:
            let part = try GradeRecord(row: row)
            courses[part.course]?.grades.removeAll { $0.id == part.id }
            if !isGone { courses[part.course]?.grades.append(part) }
            return part.course
        case Gate.table.name:
            let part = try Gate(row: row)
            courses[part.course]?.gates.removeAll { $0.kind == part.kind }
            if !isGone { courses[part.course]?.gates.append(part) }
            return part.course
        default:
            return nil
        }
    }
}
