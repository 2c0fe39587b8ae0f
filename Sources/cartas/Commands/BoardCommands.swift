import Application
import Domain

/// The engine on the running hospital: plans for a course, moves and their consequences, reasons,
/// repairs, and the whole board anew. What they book is the entry that the screens would make.
enum BoardCommands {
    static let all = [plan, explain, move, replan]

    private static let course = Command.Positional(name: "COURSE")

    /// The office, and the board as it is now.
    static func board(
        _ invocation: Invocation, asking course: Course.ID? = nil, seedIsOwn: Bool = false
    ) throws(CommandError) -> (office: Office, board: BoardModel, now: Instant) {
        let place = try Workplace.open(invocation, seedIsOwn: seedIsOwn)
        let now = place.clock()
        let rules = Environment.current["CARTAS_RULES"]
        let desk = try refusing { () throws(FileError) in
            try ClinicalDesk(rules: rules, invocation.wording)
        }
        let board = try storing { () throws(StoreError) in
            try place.office.board(place.office.hospital(), under: desk, asking: course)
        }
        return (place.office, board, now)
    }

    static func book(
        _ chosen: ChosenPlans, _ office: Office, _ invocation: Invocation
    ) throws(CommandError) -> ExitCode {
        let order = try invocation.order()
        let outcome = try storing { () throws(StoreError) in try office.book(chosen, order) }
        guard case .saved(let bookings, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase("bookings.changed", ["bookings": .list(bookings.map { .text($0.text) })]),
            sequence, [("bookings", .array(bookings.map { .string($0.text) }))])
        return .done
    }

    static func unplanned(_ course: Course.ID, on board: BoardModel) -> CommandError {
        .refused(
            StoreError.refused(
                board.whyUnplanned(course)
                    ?? Phrase("plan.unknownCourse", ["course": .text(course.text)])))
    }

    /// Until when a chosen plan is held.
    static func expiry(
        _ invocation: Invocation, _ now: Instant
    ) throws(CommandError) -> Instant {
        try invocation.instant("until") ?? now.adding(minutes: HoldSlot.days * 24 * 60)
    }

    static let taking: [Command.Option] =
        [.init(name: "take", value: "KIND"), .init(name: "until", value: "INSTANT")]
        + Command.Option.act

    static let plan = Command(
        "courses", "plan", [course], act: .readSchedule, options: taking
    ) { invocation throws(CommandError) in
        let id: Course.ID = try invocation.id(invocation.place(0))
        let (office, board, now) = try board(invocation, asking: id)
        if board.whyUnplanned(id) != nil { throw unplanned(id, on: board) }
        let plans = board.threePlans(id)
        guard !plans.isEmpty else {
            throw .refused(
                StoreError.refused(Phrase("plan.none", ["course": .text(id.text)])))
        }
        if let kind = invocation.value("take") {
            let wanted: CoursePlan.Kind = try invocation.word(kind)
            guard let plan = plans.first(where: { $0.kind == wanted }) else {
                throw .refused(
                    StoreError.refused(Phrase("plan.none", ["course": .text(id.text)])))
            }
            return try book(
                board.chosen(plan, until: try expiry(invocation, now)), office, invocation)
        }
        let wording = invocation.wording
        invocation.show(
            ["plan", "product", "apheresis", "infusion", "onTime", "cost", "remark"],
            plans.map { plan in
                (
                    plan.json(wording),
                    [
                        wording(plan.phrase), plan.plan.product.text,
                        day(plan.plan.first(.apheresis), wording),
                        day(plan.plan.first(.infusion), wording),
                        plan.certainty.map { "\(Int(($0.onTime * 100).rounded())) %" } ?? "–",
                        String(plan.cost), plan.reasons.map { wording($0) }.joined(separator: " "),
                    ]
                )
            })
        return .done
    }

    private static func day(_ activity: Activity?, _ wording: Wording) -> String {
        activity.map { wording.shortDay($0.days.first) } ?? "–"
    }

    static let explain = Command(
        "courses", "explain", [course], act: .readSchedule,
        options: [
            .init(name: "activity", value: "ACTIVITY"), .day, .init(name: "take", value: "KIND"),
            .init(name: "until", value: "INSTANT"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let id: Course.ID = try invocation.id(invocation.place(0))
        let (office, board, now) = try board(invocation, asking: id)
        var activity: Activity.Kind?
        if let text = invocation.value("activity") { activity = try invocation.word(text) }
        let day = try invocation.day("day")
        guard (activity == nil) == (day == nil) else {
            throw .usage(Phrase("planning.activityAndDay"))
        }
        guard let answer = board.explain(id, activity: activity, day: day) else {
            throw unplanned(id, on: board)
        }
        let wording = invocation.wording
        if let number = try invocation.int("take", in: 1...100) {
            // The ways are counted from 1, in the order in which they are told.
            guard number <= answer.ways.count else {
                throw .refused(StoreError.refused(Phrase("why.noSuch")))
            }
            guard let items = board.items(taking: answer.ways[number - 1]) else {
                throw .refused(StoreError.refused(Phrase("why.notTaken")))
            }
            return try book(
                board.chosen(items, until: try expiry(invocation, now)), office, invocation)
        }
        if invocation.wantsJSON {
            invocation.console.print(answer.json(wording))
            return .done
        }
        if let infusion = answer.plan?.infusion {
            invocation.console.print(
                wording(Phrase("explain.possible", ["day": .day(infusion)])))
        }
        for reason in answer.causes + answer.notEarlier {
            invocation.console.print(
                wording(
                    Phrase(
                        "explain.cause",
                        ["reason": .phrase(reason.phrase), "source": reason.source])))
        }
        for way in answer.ways {
            invocation.console.print(
                wording(
                    Phrase(
                        "explain.way",
                        ["change": .phrase(way.change), "cost": .count(way.cost)])))
        }
        return .done
    }

    static let move = Command(
        "courses", "move", [.init(name: "BOOKING")], act: .readSchedule,
        options: [
            .day, .init(name: "dry-run"), .init(name: "others"),
            .init(name: "until", value: "INSTANT"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (office, board, now) = try board(invocation)
        let id: Booking.ID = try invocation.id(invocation.place(0))
        let day = try invocation.neededDay("day")
        let booking = try storing { () throws(StoreError) in try office.booking(id).record }
        guard let answer = board.move(id, of: booking.course, to: day) else {
            throw unplanned(booking.course, on: board)
        }
        // Somebody else's dates move only when that was asked for.
        let isAllowed = answer.others.isEmpty || invocation.has("others")
        if let plan = answer.plan, isAllowed, !invocation.has("dry-run") {
            return try book(
                board.chosen(plan, until: try expiry(invocation, now)), office, invocation)
        }
        let wording = invocation.wording
        if invocation.wantsJSON {
            invocation.console.print(answer.json(wording))
        } else {
            for stop in answer.stops { invocation.console.print(wording(stop.phrase)) }
            show(answer.shifts, invocation)
            for other in answer.others {
                invocation.console.print(
                    wording(
                        Phrase(
                            isAllowed ? "move.other" : "move.askOthers",
                            [
                                "course": .text(board.name(of: other.course)),
                                "days": .text(other.days.signed),
                            ])))
            }
        }
        return answer.isPossible && isAllowed ? .done : .refused
    }

    static func show(_ shifts: [BookingShift], _ invocation: Invocation) {
        let wording = invocation.wording
        for shift in shifts {
            invocation.console.print(
                wording(
                    Phrase(
                        "explain.shift",
                        [
                            "booking": .text(shift.booking.text),
                            "activity": .phrase(shift.activity.phrase),
                            "from": .day(shift.from.first), "to": .day(shift.to.first),
                        ])))
        }
    }

    static let replan = Command(
        "plans", "replan", act: .readSchedule,
        options: [
            .init(name: "seconds", value: "S"), .init(name: "work", value: "N"),
            .init(name: "workers", value: "K"), .init(name: "take"),
            .init(name: "until", value: "INSTANT"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let watch = StopWatch()
        let (office, board, now) = try board(invocation, seedIsOwn: true)
        let work = try invocation.int("work", in: 1...1_000_000_000)
        let seconds = try invocation.double("seconds", in: 0...86_400) ?? 10
        let seed = try invocation.seed(default: 1)
        let workers = try invocation.int("workers", in: 1...256) ?? 2
        let result = try refusing { () throws(PlanningError) in
            try board.replanning().run(
                work.map { .work($0) } ?? .seconds(seconds), seed: seed, workers: workers,
                clock: { watch.seconds })
        }
        if invocation.has("take"), !result.changes.isEmpty {
            return try book(
                board.chosen(result.changes, until: try expiry(invocation, now)), office,
                invocation)
        }
        invocation.console.print(result.json(invocation.wording))
        return .done
    }

    static let bench = Command(
        "bench", "board", act: .readSchedule, options: [.init(name: "most", value: "N")]
    ) { invocation throws(CommandError) in
        let watch = StopWatch()
        let place = try Workplace.open(invocation)
        let hospital = try storing { () throws(StoreError) in try place.office.hospital() }
        let bench = BoardBench(
            hospital, now: place.clock(), most: try invocation.int("most", in: 1...100_000) ?? 200
        ) { watch.nanoseconds }
        for line in bench.lines { invocation.console.print(line.json) }
        return .done
    }
}
