public import Domain
import Store

/// Something that needs a person now, and where it is solved.
public struct Matter: Equatable, Sendable {
    public enum Place: Equatable, Sendable {
        case course(Course.ID)
        /// The page of the patient.
        case bedside(Course.ID)
        case slot(Resource.ID, Day)
        case nowhere
    }

    /// Stays the same while the matter is the same, so that a cursor stays on it.
    public let id: String
    public let due: Instant?
    public let what: Phrase
    public let course: Course.ID?
    /// The role that is asked.
    public let role: Role
    public let place: Place
    /// Who has taken it over by name.
    public var delegate: User?

    init(
        id: String, due: Instant?, what: Phrase, course: Course.ID?, role: Role, place: Place
    ) {
        (self.id, self.due, self.what) = (id, due, what)
        (self.course, self.role, self.place) = (course, role, place)
    }
}

extension Matter {
    /// What a course asks of somebody.
    static func matters(of course: CourseOverview) -> [Matter] {
        var found: [Matter] = []
        if course.isToPlan {
            found.append(
                Matter(
                    id: "plan \(course.id.text)", due: course.referral.planDue,
                    what: Phrase("matter.plan"), course: course.id, role: .coordinator,
                    place: .course(course.id)))
        }
        found += holds(of: course)
        for conflict in course.conflicts {
            let due = conflict.day(among: course.bookings).map {
                Instant($0, .midnight, offsetMinutes: course.referral.at.offsetMinutes)
            }
            found.append(
                Matter(
                    id: "conflict \(course.id.text) \(conflict.name)", due: due,
                    what: Phrase("matter.conflict", ["what": .phrase(conflict.phrase)]),
                    course: course.id, role: .coordinator, place: .course(course.id)))
        }
        if let first = course.closedGates.first {
            let due = first.needed.map {
                Instant($0, .midnight, offsetMinutes: course.referral.at.offsetMinutes)
            }
            let gates = course.closedGates.map { Phrase.Value.phrase($0.phrase) }
            found.append(
                Matter(
                    id: "gate \(course.id.text)", due: due,
                    what: Phrase("matter.gate", ["gates": .list(gates)]), course: course.id,
                    role: .coordinator, place: .course(course.id)))
        }
        return found
    }

    /// What runs out together is one matter: a chain was held as one and is confirmed as one.
    private static func holds(of course: CourseOverview) -> [Matter] {
        var found: [Matter] = []
        var told: Set<Booking.ID> = []
        for booking in course.bookings where !told.contains(booking.id) {
            guard booking.state == .held, let expiry = booking.holdExpires else { continue }
            let together = booking.heldTogether(among: course.bookings)
            told.formUnion(together.map(\.id))
            let words = together.map { held in
                Phrase(
                    "matter.hold.one",
                    ["activity": .phrase(held.activity.phrase), "day": .day(held.span.first)])
            }
            found.append(
                Matter(
                    id: "hold \(booking.id.text)", due: expiry,
                    what: Phrase("matter.hold", ["holds": .list(words.map { .phrase($0) })]),
                    course: course.id, role: .coordinator,
                    place: together.count == 1
                        ? booking.places.first.map { .slot($0.resource, $0.day) }
                            ?? .course(course.id) : .course(course.id)))
        }
        return found
    }

    /// A grade rose and nobody has said that they saw it.
    static func matter(of escalation: Escalation) -> Matter {
        Matter(
            id: Notice.matter(of: escalation.id), due: escalation.due,
            what: Phrase(
                "matter.escalation",
                [
                    "toxicity": .phrase(escalation.toxicity.phrase),
                    "before": .count(escalation.before), "level": .count(escalation.level),
                ]), course: escalation.course, role: .physician,
            place: .bedside(escalation.course))
    }

    static func matter(of task: CareTask) -> Matter {
        Matter(
            id: "task \(task.id.text)", due: task.due,
            what: Phrase("matter.task", ["what": .text(task.what)]), course: task.course,
            role: task.role, place: task.course.map { .course($0) } ?? .nowhere)
    }
}
