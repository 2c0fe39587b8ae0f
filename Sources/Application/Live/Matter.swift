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
        for booking in course.bookings {
            guard booking.state == .held, let expiry = booking.holdExpires else { continue }
            found.append(
                Matter(
                    id: "hold \(booking.id.text)", due: expiry,
                    what: Phrase(
                        "matter.hold",
                        [
                            "activity": .phrase(booking.activity.phrase),
                            "day": .day(booking.span.first),
                        ]), course: course.id, role: .coordinator,
                    place: booking.places.first.map { .slot($0.resource, $0.day) }
                        ?? .course(course.id)))
        }
        for (number, conflict) in course.conflicts.enumerated() {
            found.append(
                Matter(
                    id: "conflict \(course.id.text) \(number)", due: nil,
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
