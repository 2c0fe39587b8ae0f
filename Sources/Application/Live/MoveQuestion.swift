public import Domain

/// What would follow if a booking of a course lay so many days later?
public struct MoveQuestion: Question {
    public let course: Course.ID
    /// Nil for the infusion, or for the last thing booked where there is none.
    public let booking: Booking.ID?
    public let days: Int
    /// The what-if copy in which it is asked; nil for the board that stands.
    public let branch: Branch.ID?

    public init(
        _ course: Course.ID, _ booking: Booking.ID? = nil, by days: Int = 0,
        branch: Branch.ID? = nil
    ) {
        (self.course, self.booking, self.days, self.branch) = (course, booking, days, branch)
    }

    public struct Reply: Equatable, Sendable {
        public let name: String
        /// How those are called who would make room.
        public let names: [Course.ID: String]
        /// The bookings that can be picked up, by their days.
        public let choices: [Booking]
        public let picked: Booking
        /// Nil while it lies where it lay.
        public let answer: MoveAnswer?
        public let seen: BookingVersions
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let board = try follower.planning(in: branch)
        if let why = board.whyUnplanned(course) { throw .refused(why) }
        let choices = (board.hospital.courses[course]?.standing ?? []).map(\.record).filter {
            $0.state != .done && $0.activity != .bridging && $0.activity != .icuStay
        }
        guard
            let picked = choices.first(where: { $0.id == booking })
                ?? choices.first(where: { $0.activity == .infusion }) ?? choices.last
        else { throw .refused(Phrase("move.nothing", ["course": .text(course.text)])) }
        let answer =
            days == 0
            ? nil : board.move(picked.id, of: course, to: picked.span.first + days)
        return Reply(
            name: board.name(of: course),
            names: Dictionary(
                uniqueKeysWithValues: (answer?.others ?? []).map {
                    ($0.course, board.name(of: $0.course))
                }), choices: choices, picked: picked, answer: answer,
            seen: BookingVersions(
                follower.hospital, [course] + (answer?.others.map(\.course) ?? [])))
    }
}
