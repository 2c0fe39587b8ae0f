public import Domain

/// How long the desk's questions take on a hospital, measured with the caller's clock.
public struct BoardBench: Sendable {
    public struct Line: Sendable {
        public let question: String
        public let count: Int
        public let medianMicroseconds: Int
        public let p99Microseconds: Int
        public let mostMicroseconds: Int

        public var json: JSON {
            .object([
                ("question", .string(question)), ("count", .int(count)),
                ("median", .int(medianMicroseconds)), ("p99", .int(p99Microseconds)),
                ("most", .int(mostMicroseconds)),
            ])
        }
    }

    public let courses: Int
    public let lines: [Line]

    /// Asks each question of up to `most` courses that are planned and not infused.
    public init(_ hospital: Hospital, now: Instant, most: Int, nanoseconds clock: () -> Int) {
        courses = hospital.courses.count
        var lines: [Line] = []
        func measure(_ question: String, _ cases: Int, _ body: (Int) -> Void) {
            var times = (0..<cases).map { index -> Int in
                let start = clock()
                body(index)
                return (clock() - start) / 1000
            }
            times.sort()
            guard let last = times.last else { return }
            lines.append(
                Line(
                    question: question, count: times.count,
                    medianMicroseconds: times[times.count / 2],
                    p99Microseconds: times[times.count * 99 / 100], mostMicroseconds: last))
        }
        measure("board", 3) { _ in _ = BoardModel(hospital, now: now) }
        var board = BoardModel(hospital, now: now)
        let planned = hospital.courses.values.compactMap { state -> (Course.ID, Booking)? in
            let coming = state.standing.map(\.record).first {
                $0.activity == .infusion && $0.span.first > now.day
            }
            return coming.map { (state.record.id, $0) }
        }.sorted { $0.0 < $1.0 }.prefix(most)
        measure("follow", planned.count) { index in
            board.follow(hospital, changed: [planned[index].0], now: now)
        }
        measure("plans", planned.count) { _ = board.threePlans(planned[$0].0) }
        measure("move", planned.count * 4) { index in
            let (course, booking) = planned[index / 4]
            let shift = [-3, 1, 5, 20][index % 4]
            _ = board.move(booking.id, of: course, to: booking.span.first + shift)
        }
        measure("certainty", planned.count) { _ = board.certainty(planned[$0].0) }
        measure("explain", planned.count) { index in
            let (course, booking) = planned[index]
            _ = board.explain(course, activity: .infusion, day: booking.span.first - 6)
        }
        measure("planB", planned.count) { _ = board.planB(planned[$0].0) }
        let conflicted = board.conflicted.prefix(20)
        measure("repairs", conflicted.count) { _ = board.repairs(for: [Array(conflicted)[$0]]) }
        self.lines = lines
    }
}
