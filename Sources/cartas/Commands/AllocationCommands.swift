import Application
import Domain

/// The ledger of slots that several wanted.
enum AllocationCommands {
    static let all = [list, score, decide, replay]

    private static let weights = Command.Option(name: "weights", value: "LIST")

    private static func weights(
        _ invocation: Invocation
    ) throws(CommandError) -> Allocation.Weights? {
        guard let text = invocation.value("weights") else { return nil }
        guard let weights = Allocation.Weights(text) else {
            throw .usage(
                Phrase(
                    "allocation.weights",
                    ["factors": .list(Allocation.Factor.allCases.map { .text($0.rawValue) })]))
        }
        return weights
    }

    /// Who wants the slot, with what the score counts of each.
    private static func candidates(
        _ invocation: Invocation, _ board: BoardModel, _ resource: Resource.ID, _ day: Day
    ) throws(CommandError) -> [Allocation.Candidate] {
        let courses: [Course.ID] = try invocation.ids(from: 1)
        guard let activity = board.hospital.resources[resource]?.kind.serves else {
            throw .refused(
                StoreError.refused(Phrase("allocation.noSlot", ["slot": .text(resource.text)])))
        }
        return try courses.map { course throws(CommandError) in
            guard let candidate = board.candidate(course, for: activity, on: day) else {
                throw BoardCommands.unplanned(course, on: board)
            }
            return candidate
        }
    }

    private static func show(
        _ order: [(course: Course.ID, score: Double)], _ candidates: [Allocation.Candidate],
        _ invocation: Invocation
    ) {
        let wording = invocation.wording
        invocation.show(
            ["course", "score"] + Allocation.Factor.allCases.map(\.rawValue),
            order.map { line in
                let factors = candidates.first { $0.course == line.course }?.factors ?? [:]
                return (
                    .object(
                        [
                            ("course", .string(line.course.text)), ("score", .double(line.score)),
                        ]
                            + Allocation.Factor.allCases.map {
                                ($0.rawValue, .double(factors[$0] ?? 0))
                            }),
                    [line.course.text, wording.decimal(line.score, places: 2)]
                        + Allocation.Factor.allCases.map {
                            wording.decimal(factors[$0] ?? 0, places: 2)
                        }
                )
            })
    }

    static let list = Command("allocations", "list", act: .readSchedule) {
        invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let found = try storing { () throws(StoreError) in try place.office.allocations() }
        let wording = invocation.wording
        invocation.show(
            ["decision", "at", "resource", "day", "course", "author", "remark"],
            found.map { decision in
                (
                    .object([
                        ("id", .string(decision.id.text)), ("at", .string(decision.at.iso)),
                        ("resource", .string(decision.resource.text)),
                        ("day", .string(decision.day.iso)),
                        ("chosen", .string(decision.chosen.text)),
                        ("by", .string(decision.by.text)), ("reason", .string(decision.reason)),
                        ("againstScore", .bool(decision.isAgainstScore)),
                        (
                            "order",
                            .array(decision.order().map { .string($0.course.text) })
                        ),
                    ]),
                    [
                        decision.id.text, wording.instant(decision.at), decision.resource.text,
                        wording.shortDay(decision.day), decision.chosen.text, decision.by.text,
                        decision.reason,
                    ]
                )
            })
        return .done
    }

    static let score = Command(
        "allocations", "score", [.init(name: "RESOURCE"), .init(name: "COURSE", repeats: true)],
        act: .readSchedule, options: [.day, weights]
    ) { invocation throws(CommandError) in
        let (_, board, _) = try BoardCommands.board(invocation)
        let resource: Resource.ID = try invocation.id(invocation.place(0))
        let day = try invocation.neededDay("day")
        let found = try candidates(invocation, board, resource, day)
        let weights = try weights(invocation) ?? .example
        let order = found.map { (course: $0.course, score: $0.score(weights)) }
            .sorted { ($1.score, $0.course) < ($0.score, $1.course) }
        show(order, found, invocation)
        return .done
    }

    static let decide = Command(
        "allocations", "decide", [.init(name: "RESOURCE"), .init(name: "COURSE", repeats: true)],
        act: .decideAllocation,
        options: [.day, weights, .init(name: "for", value: "COURSE")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (office, board, _) = try BoardCommands.board(invocation)
        let resource: Resource.ID = try invocation.id(invocation.place(0))
        let day = try invocation.neededDay("day")
        let chosen: Course.ID = try invocation.id(try invocation.needed("for"))
        let found = try candidates(invocation, board, resource, day)
        let (weights, order) = (try weights(invocation) ?? .example, try invocation.order())
        let outcome = try storing { () throws(StoreError) in
            try office.decideAllocation(
                resource, day, among: found, weights, for: chosen, reason: order.reason.words,
                order)
        }
        guard case .saved(let id, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "notice.allocated", ["decision": .text(id.text), "course": .text(chosen.text)]),
            sequence, [("decision", .string(id.text))])
        return .done
    }

    /// The same decision under other weights: who would have come first.
    static let replay = Command(
        "allocations", "replay", [.init(name: "DECISION")], act: .readSchedule,
        options: [weights]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Allocation.ID = try invocation.id(invocation.place(0))
        let weights = try weights(invocation)
        let found = try storing { () throws(StoreError) in try place.office.allocations() }
        guard let decision = found.first(where: { $0.id == id }) else {
            throw .refused(
                StoreError.missing(table: "allocation", key: id.text))
        }
        show(decision.order(weights), decision.candidates, invocation)
        return .done
    }
}
