public import Domain
public import Scheduling

/// The hospital as the engine holds it: every running course with what it takes, day by day.
///
/// It follows the read model course by course and answers every question of the desk from the
/// same numbers that the Board shows. A value, so that a screen's thread can own one and a search
/// in the background another.
public struct BoardModel: Sendable {
    public private(set) var hospital: Hospital
    public let terms: PlanningTerms
    public private(set) var now: Instant
    /// Days before or after which an activity of a course must lie, and who says so: wash-outs,
    /// laboratory values that must be recent, screenings that expire.
    public var reasons: [Course.ID: [Situation.DatedReason]] = [:]
    /// What the rules of eligibility say of the courses that were asked about.
    public internal(set) var judgements: [Course.ID: CourseJudgement] = [:]
    private(set) var capacity: CapacityBoard
    private(set) var courses: [Course.ID: PlannedCourse] = [:]
    private var uses: [Course.ID: [CapacityBoard.Use]] = [:]
    /// Not after the first hold that runs out; nil where none does.
    private var nextExpiry: Instant?
    /// Courses by indication and product: what the centre gives for what.
    private var given: [Indication: [Product.ID: Int]] = [:]

    public init(_ hospital: Hospital, terms: PlanningTerms = .standard, now: Instant) {
        (self.hospital, self.terms, self.now) = (hospital, terms, now)
        capacity = Self.emptyBoard(hospital, now.day)
        fill()
    }

    public var today: Day { now.day }

    private static func emptyBoard(_ hospital: Hospital, _ today: Day) -> CapacityBoard {
        let last = hospital.openings.values.map(\.span.last).max() ?? today
        return CapacityBoard(hospital, first: today, count: max(60, last - today + 1))
    }

    private mutating func fill() {
        for (id, state) in hospital.courses { enter(id, state) }
    }

    private mutating func enter(_ id: Course.ID, _ state: Hospital.CourseState) {
        let taken = hospital.uses(of: state, at: now)
        capacity.add(taken, of: id)
        uses[id] = taken
        if let product = state.record.product {
            given[state.record.referral.indication, default: [:]][product, default: 0] += 1
        }
        courses[id] = PlannedCourse(id, state, at: now)
        note(state.bookings.values.compactMap(\.record.holdExpires).filter { now < $0 }.min())
    }

    private mutating func leave(_ id: Course.ID) {
        if let taken = uses.removeValue(forKey: id) { capacity.remove(taken, of: id) }
        if let old = courses.removeValue(forKey: id), let product = old.chosen {
            given[old.referral.indication]?[product]? -= 1
        }
    }

    /// Says that a course is otherwise than the store has it: what would be, not what is.
    mutating func rewrite(_ id: Course.ID, _ body: (inout PlannedCourse) -> Void) {
        guard var course = courses[id] else { return }
        body(&course)
        courses[id] = course
    }

    // MARK: Following

    /// Takes over what changed: a course costs what that course costs; a new day, or a change of
    /// what the resources give, makes the board anew.
    public mutating func follow(
        _ newer: Hospital, changed: some Sequence<Course.ID>, now: Instant
    ) {
        let isSame =
            now.day == self.now.day && newer.openings == hospital.openings
            && newer.blocks == hospital.blocks && newer.resources == hospital.resources
            && newer.products == hospital.products
        let expiring = expiring(until: now)
        self.now = now
        hospital = newer
        guard isSame else {
            capacity = Self.emptyBoard(newer, now.day)
            (courses, uses, given, nextExpiry) = ([:], [:], [:], nil)
            fill()
            return
        }
        for id in Set(changed).union(expiring) {
            leave(id)
            if let state = newer.courses[id] { enter(id, state) }
        }
    }

    /// Courses whose hold runs out by then. Nobody writes that down at once, and it counts all
    /// the same; that none does is known without looking.
    private mutating func expiring(until then: Instant) -> [Course.ID] {
        guard let next = nextExpiry, next <= then else { return [] }
        nextExpiry = nil
        var found: [Course.ID] = []
        for state in hospital.courses.values {
            let ends = state.bookings.values.compactMap(\.record.holdExpires)
            if ends.contains(where: { now < $0 && $0 <= then }) { found.append(state.record.id) }
            note(ends.filter { then < $0 }.min())
        }
        return found
    }

    private mutating func note(_ expiry: Instant?) {
        guard let expiry else { return }
        nextExpiry = min(nextExpiry ?? expiry, expiry)
    }

    // MARK: What is known

    /// What a course takes now.
    func uses(of course: Course.ID) -> [CapacityBoard.Use] { uses[course] ?? [] }

    /// The products that may be proposed for a course: its own first, then what this centre gives
    /// for the same indication, without those that a binding rule of eligibility speaks against.
    func offers(for course: PlannedCourse) -> [Product.ID] {
        let others = (given[course.referral.indication] ?? [:]).filter { $0.value > 0 }.keys
        let known = others.filter { $0 != course.chosen && hospital.products[$0] != nil }.sorted()
        if let chosen = course.chosen, hospital.products[chosen] != nil {
            return course.isCollected ? [chosen] : [chosen] + suiting(known, course.id)
        }
        let all = known.isEmpty ? hospital.products.keys.sorted() : known
        let suiting = suiting(all, course.id)
        // Where every product is ruled out, the plans say so, and a person decides.
        return suiting.isEmpty ? all : suiting
    }

    private func suiting(_ products: [Product.ID], _ course: Course.ID) -> [Product.ID] {
        guard let judgement = judgements[course] else { return products }
        return products.filter { !(judgement.products[$0]?.excludes ?? false) }
    }

    /// How a course is told to people: its number and the patient's name.
    public func name(of course: Course.ID) -> String {
        guard let state = hospital.courses[course],
            let patient = hospital.patients[state.record.patient]
        else { return course.text }
        return "\(course.text) \(patient.name.full)"
    }
}
