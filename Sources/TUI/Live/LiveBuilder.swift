public import Application
public import Domain

/// Makes the rows of the screens from an overview, keeping those whose course did not change.
struct LiveBuilder {
    private var courses: [Course.ID: (overview: CourseOverview, row: BoardRow)] = [:]
    private var patients: [Patient.ID: (patient: Patient, ended: CourseRecord?, row: PatientRow)] =
        [:]
    private var today: Day?

    mutating func live(_ overview: Overview, today: Day) -> Live {
        if today != self.today {
            courses.removeAll(keepingCapacity: true)
            self.today = today
        }
        var byPatient: [Patient.ID: CourseOverview] = [:]
        var running: Set<Course.ID> = []
        let board = overview.courses.map { course in
            // The newest course is the one that a name leads to.
            byPatient[course.patient.id] = course
            running.insert(course.id)
            return row(course, today, overview.changed[course.id])
        }
        if courses.count > running.count { courses = courses.filter { running.contains($0.key) } }
        let people = overview.patients.map {
            row($0, byPatient[$0.id], overview.ended[$0.id]?.last)
        }
        let names = Dictionary(
            overview.courses.map { ($0.id, $0.patient.name.full) },
            uniquingKeysWith: { _, new in new })
        return Live(
            board: board, patients: people,
            resources: overview.resources.map {
                .init(id: $0.id.text, name: $0.name, product: $0.product, activity: $0.kind.serves)
            },
            inbox: overview.matters.map { InboxRow($0, names) }, makerSlots: overview.makerSlots,
            users: overview.users,
            revision: Int(clamping: overview.sequence),
            changed: Dictionary(
                overview.changed.map { ($0.key.text, $0.value.text) },
                uniquingKeysWith: { _, new in new }))
    }

    private mutating func row(
        _ course: CourseOverview, _ today: Day, _ author: User.ID?
    ) -> BoardRow {
        if author == nil, let kept = courses[course.id], kept.overview == course { return kept.row }
        let row = BoardRow(course, today: today, changedBy: author?.text ?? "")
        courses[course.id] = (course, row)
        return row
    }

    private mutating func row(
        _ patient: Patient, _ course: CourseOverview?, _ ended: CourseRecord?
    ) -> PatientRow {
        if let kept = patients[patient.id], kept.patient == patient, kept.ended == ended,
            kept.row.course == course?.id.text ?? "", kept.row.dayZero == course?.dayZero,
            course.map({ $0.stage.rank == kept.row.stageRank }) ?? true,
            kept.row.product == course?.productName ?? ended?.product?.text ?? ""
        {
            return kept.row
        }
        let row = PatientRow(patient, course, ended)
        patients[patient.id] = (patient, ended, row)
        return row
    }
}

extension Stage {
    var rank: Int { Stage.allCases.firstIndex(of: self) ?? 0 }
}

extension BoardRow {
    public init(_ course: CourseOverview, today: Day, changedBy: String = "") {
        let zero = course.dayZero
        self.init(
            course: course.id.text, patient: course.patient.id.text,
            name: course.patient.name.full, reading: course.patient.name.kana,
            product: course.productName, stage: course.stage.phrase, stageRank: course.stage.rank,
            dayAfterInfusion: course.stage == .monitoring ? zero.map { today - $0 } : nil,
            crs: FlagMark(
                course.crs, isWatched: course.stage == .monitoring,
                flag: course.isInfused ? nil : course.flags?[.crs]?.verdict),
            icans: FlagMark(
                course.icans, isWatched: course.stage == .monitoring,
                flag: course.isInfused ? nil : course.flags?[.icans]?.verdict),
            bars: CourseBars.bars(of: course, today: today), dayZero: zero,
            onTime: course.onTime, conflicts: course.conflicts.count, isToPlan: course.isToPlan,
            notes: Self.notes(course, today), changedBy: changedBy, gates: course.gates,
            closedGates: course.closedGates)
    }

    /// What comes next, and what is wrong.
    private static func notes(_ course: CourseOverview, _ today: Day) -> [Phrase] {
        var notes = course.conflicts.map(\.phrase)
        if !course.closedGates.isEmpty {
            let gates = course.closedGates.map { Phrase.Value.phrase($0.phrase) }
            notes.append(Phrase("board.note.gates", ["gates": .list(gates)]))
        }
        if course.isToPlan {
            notes.append(Phrase("board.note.planDue", ["at": .instant(course.referral.planDue)]))
        }
        let next = course.bookings.first {
            $0.span.first >= today && $0.state != .done && $0.activity != .icuReserve
        }
        if let next {
            notes.append(
                Phrase(
                    next.state == .held ? "board.note.held" : "board.note.next",
                    ["activity": .phrase(next.activity.phrase), "day": .day(next.span.first)]))
        }
        let stay = course.bookings.last { $0.activity == .wardStay }
        if course.stage == .monitoring, let last = stay?.span.last, last >= today {
            notes.append(Phrase("board.note.discharge", ["day": .day(last + 1)]))
        }
        if let zero = course.dayZero, zero >= today, next?.activity != .infusion {
            notes.append(
                Phrase("board.note.infusion", ["day": .day(zero), "days": .count(zero - today)]))
        }
        let shown = [Flag.Concern.crs, .icans].compactMap { course.flags?[$0] }
        if !course.isInfused, shown.contains(where: \.isSimulated) {
            notes.append(Phrase("board.note.simulated"))
        }
        return notes
    }
}

extension FlagMark {
    /// - Parameter flag: what is foretold before the infusion.
    init(
        _ standing: CourseOverview.StandingGrade?, isWatched: Bool, flag: Flag.Verdict? = nil
    ) {
        // Before the infusion a flag foretells; after it a grade says what is. In between, no
        // grade is not a good one; at home nobody is graded.
        guard let standing, isWatched else {
            switch flag {
            case .low: self = .low
            case .raised: self = .raised
            case .high: self = .high
            case .cannotSay: self = .cannotSay
            case nil: self = isWatched ? .cannotSay : .none
            }
            return
        }
        let level = standing.grade.level
        let before = standing.before ?? level
        self = .grade(level, level > before ? .rising : level < before ? .falling : .steady)
    }
}

extension PatientRow {
    init(_ patient: Patient, _ course: CourseOverview?, _ ended: CourseRecord?) {
        let over = ended?.ending.map {
            Phrase("patients.ended", ["how": .phrase($0.phrase)])
        }
        self.init(
            patient: patient.id.text, course: course?.id.text ?? "", ended: ended?.id.text ?? "",
            name: patient.name.full, reading: patient.name.kana, birth: patient.birth,
            sex: patient.sex.phrase,
            stage: course?.stage.phrase ?? over ?? Phrase("patients.noCourse"),
            stageRank: course?.stage.rank ?? (over == nil ? Int.max : Stage.allCases.count),
            product: course?.productName ?? ended?.product?.text ?? "", dayZero: course?.dayZero)
    }
}

extension InboxRow {
    init(_ matter: Matter, _ names: [Course.ID: String]) {
        let (place, destination): (Phrase, Destination) =
            switch matter.place {
            case .course(let course): (Phrase("screen.board"), .course(course.text))
            case .slot(let resource, let day):
                (Phrase("screen.slots"), .slot(resource: resource.text, day))
            case .bedside(let course): (Phrase("screen.patient"), .bedside(course.text))
            case .nowhere: (Phrase("inbox.noDue"), .nowhere)
            }
        self.init(
            id: matter.id, due: matter.due, what: matter.what, course: matter.course?.text ?? "",
            name: matter.course.flatMap { names[$0] } ?? "",
            who: matter.delegate.map { Phrase("inbox.delegate", ["name": .text($0.name)]) }
                ?? matter.role.phrase, place: place,
            destination: destination, role: matter.role)
    }
}

extension SlotSheet {
    init(_ sheet: ResourceSheet) {
        self.init(
            resource: sheet.resource.id.text, name: sheet.resource.name, first: sheet.first,
            units: sheet.units.enumerated().map { index, uses in
                HeatMap.Row(String(index + 1), uses.map { HeatMap.Use($0) })
            })
    }
}

extension HeatMap.Use {
    init(_ use: ResourceSheet.Use) {
        switch use {
        case .free: self = .free
        case .booked(let booking, let course, let state):
            self = .taken(course: course.text, booking: booking.text, isHeld: state == .held)
        case .blocked(let kind, let words, let block):
            self =
                kind.key == "blockKind.otherPatients"
                ? .others(block: block)
                : .closed(
                    words.isEmpty
                        ? kind
                        : Phrase(
                            "slots.blockWords", ["kind": .phrase(kind), "words": .text(words)]),
                    block: block)
        case .closed: self = .closed(nil)
        }
    }
}
