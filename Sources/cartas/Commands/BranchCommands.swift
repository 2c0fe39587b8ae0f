import Application
import Domain

/// What-if copies of the board.
enum BranchCommands {
    static let all = [list, new, move, compare, commit, drop]

    private static let branch = Command.Positional(name: "BRANCH")

    static let list = Command("branches", "list", act: .readSchedule) {
        invocation throws(CommandError) in
        let (office, board, _) = try BoardCommands.board(invocation)
        let branches = try storing { () throws(StoreError) in try office.branches() }
        let wording = invocation.wording
        invocation.show(
            ["branch", "name", "author", "at", "courses", "later", "earlier"],
            branches.map { branch in
                let figures = board.figures(of: branch)
                return (
                    figures.json,
                    [
                        branch.id.text, branch.name, branch.author.text,
                        wording.instant(branch.at), String(branch.items.count),
                        String(figures.later), String(figures.earlier),
                    ]
                )
            })
        return .done
    }

    static let new = Command(
        "branches", "new", [.init(name: "NAME")], act: .changeBranch, options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let (name, order) = (invocation.place(0), try invocation.order())
        let outcome = try storing { () throws(StoreError) in
            try place.office.newBranch(name, order)
        }
        tell(outcome, "notice.branchMade", name, invocation)
        return .done
    }

    static let move = Command(
        "branches", "move", [branch, .init(name: "BOOKING")], act: .changeBranch,
        options: [.day] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (office, board, _) = try BoardCommands.board(invocation)
        let id: Branch.ID = try invocation.id(invocation.place(0))
        let booking: Booking.ID = try invocation.id(invocation.place(1))
        let (day, order) = (try invocation.neededDay("day"), try invocation.order())
        let record = try storing { () throws(StoreError) in try office.branch(id) }
        let whatIf = board.with(record)
        let course = try storing { () throws(StoreError) in
            try office.booking(booking).record.course
        }
        guard let answer = whatIf.move(booking, of: course, to: day) else {
            throw BoardCommands.unplanned(course, on: whatIf)
        }
        guard let plan = answer.plan else {
            for stop in answer.stops {
                invocation.console.print(invocation.wording(stop.phrase))
            }
            return .refused
        }
        let chosen = board.chosen(
            [ChosenPlans.Item(plan.plan, shares: plan.shares)], until: board.now)
        let outcome = try storing { () throws(StoreError) in
            try office.plan(chosen.items, seen: chosen.seen, in: id, order)
        }
        guard case .saved(_, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "notice.branchPlanned",
                ["courses": .text(course.text), "branch": .text(record.name)]), sequence)
        return .done
    }

    static let compare = Command(
        "branches", "compare", [.init(name: "BRANCH", repeats: true)], act: .readSchedule
    ) { invocation throws(CommandError) in
        let (office, board, _) = try BoardCommands.board(invocation)
        let ids: [Branch.ID] = try invocation.ids(from: 0)
        var branches: [Branch] = []
        for id in ids {
            branches.append(try storing { () throws(StoreError) in try office.branch(id) })
        }
        let found = BranchComparison(branches, on: board)
        let wording = invocation.wording
        if invocation.wantsJSON {
            invocation.console.print(json(found))
            return .done
        }
        var table = TextTable(
            [wording("column.course"), wording("column.now")] + branches.map(\.name))
        for line in found.lines {
            table.add(
                [line.name, line.now.map { wording.shortDay($0) } ?? "–"]
                    + line.days.map { $0.map { wording.shortDay($0) } ?? "–" })
        }
        for line in table.lines { invocation.console.print(line) }
        return .done
    }

    private static func json(_ found: BranchComparison) -> JSON {
        .object([
            ("branches", .array(found.figures.map(\.json))),
            (
                "courses",
                .array(
                    found.lines.map { line in
                        .object([
                            ("course", .string(line.course.text)),
                            ("now", .optional(line.now?.iso)),
                            ("days", .array(line.days.map { .optional($0?.iso) })),
                        ])
                    })
            ),
        ])
    }

    static let commit = Command(
        "branches", "commit", [branch], act: .moveBookings,
        options: [.init(name: "until", value: "INSTANT")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (office, board, now) = try BoardCommands.board(invocation)
        let id: Branch.ID = try invocation.id(invocation.place(0))
        let until = try BoardCommands.expiry(invocation, now)
        let order = try invocation.order()
        let record = try storing { () throws(StoreError) in try office.branch(id) }
        let tells = board.changes(by: record).flatMap { $0.tells(invocation.wording) }
        let outcome = try storing { () throws(StoreError) in
            try office.commitBranch(id, until: until, tells: tells, order)
        }
        guard case .saved(let bookings, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "notice.branchCommitted",
                [
                    "branch": .text(record.name), "count": .count(bookings.count),
                    "tasks": .count(tells.count),
                ]), sequence, [("bookings", .array(bookings.map { .string($0.text) }))])
        return .done
    }

    static let drop = Command(
        "branches", "drop", [branch], act: .changeBranch, options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Branch.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let outcome = try storing { () throws(StoreError) in
            try place.office.dropBranch(id, order)
        }
        tell(outcome, "notice.branchDropped", id.text, invocation)
        return .done
    }

    private static func tell(
        _ outcome: Outcome<Branch.ID>, _ key: String, _ name: String, _ invocation: Invocation
    ) {
        guard case .saved(let id, let sequence) = outcome else {
            return invocation.done(Phrase("cli.repeated"), outcome.sequence)
        }
        invocation.done(
            Phrase(key, ["branch": .text(name)]), sequence, [("branch", .string(id.text))])
    }
}
