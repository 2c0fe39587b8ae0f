import Application
import Domain

/// Plan, do, check, act; targets and distances.
enum ImprovementCommands {
    static let all = [list, start, decide, target, distance]

    static let list = Command(
        "pdca", "list", act: .readFigures, options: FigureCommands.scope + FigureCommands.shape
    ) { invocation throws(CommandError) in
        let office = try Workplace.open(invocation).office
        let scope = try invocation.figureScope(office.now)
        return try invocation.show(
            ImprovementFigure.figure(try FigureCommands.history(office), scope))
    }

    static let start = Command(
        "pdca", "start", [.init(name: "MEASURE")], act: .keepImprovement,
        options: [
            .init(name: "title", value: "TEXT"), .init(name: "begins", value: "DAY"),
            .init(name: "expected", value: "PERCENT"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let office = try Workplace.open(invocation).office
        guard let expected = try invocation.double("expected", in: -100...1000) else {
            throw .usage(Phrase("cli.optionMissing", ["option": "--expected"]))
        }
        let title = try invocation.needed("title")
        let begins = try invocation.day("begins") ?? office.now.day
        let order = try invocation.order()
        let (id, entry) = try storing { () throws(StoreError) in
            let id = try office.nextImprovement()
            let improvement = Improvement(
                id: id, title: title, measure: invocation.place(0), start: begins,
                expectedPercent: expected, author: office.person.user.id)
            return (id, try office.keep(improvement, order))
        }
        invocation.done(
            Phrase("improvement.kept", ["id": .text(id), "entry": .count(Int(entry))]), entry,
            [("id", .string(id))])
        return .done
    }

    static let decide = Command(
        "pdca", "decide", [.init(name: "ACTION"), .init(name: "PHASE")], act: .keepImprovement,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let phase: Improvement.Phase = try invocation.word(invocation.place(1))
        let office = try Workplace.open(invocation).office
        let words = invocation.value("words") ?? ""
        let order = Order(reason: .routine, key: invocation.value("key"))
        let entry = try storing { () throws(StoreError) in
            try office.decide(invocation.place(0), phase, words, order)
        }
        invocation.done(
            Phrase(
                "improvement.decided",
                [
                    "id": .text(invocation.place(0)), "phase": .phrase(phase.phrase),
                    "entry": .count(Int(entry)),
                ]), entry)
        return .done
    }

    static let target = Command(
        "stats", "target", [.init(name: "INDICATOR"), .init(name: "VALUE", isOptional: true)],
        act: .keepTarget, options: Command.Option.act
    ) { invocation throws(CommandError) in
        var value: Double?
        if let text = invocation.optionalPlace(1) {
            guard let number = DecimalText.number(text), number.isFinite else {
                throw .usage(
                    Phrase("cli.badWord", ["text": .text(text), "words": .list(["90"])]))
            }
            value = number
        }
        let office = try Workplace.open(invocation).office
        let words = invocation.value("words") ?? ""
        let order = Order(reason: .routine, key: invocation.value("key"))
        let entry = try storing { () throws(StoreError) in
            try office.setTarget(of: invocation.place(0), value, words, order)
        }
        invocation.done(
            Phrase(
                "target.kept",
                ["indicator": .text(invocation.place(0)), "entry": .count(Int(entry))]), entry)
        return .done
    }

    static let distance = Command(
        "stats", "distance", [.init(name: "HOSPITAL"), .init(name: "KILOMETRES")],
        act: .keepTarget, options: Command.Option.act
    ) { invocation throws(CommandError) in
        guard let kilometres = Int(invocation.place(1)), (0...20_000).contains(kilometres) else {
            throw .usage(
                Phrase(
                    "cli.badNumber",
                    [
                        "option": "KILOMETRES", "text": .text(invocation.place(1)), "least": 0,
                        "most": 20000,
                    ]))
        }
        let office = try Workplace.open(invocation).office
        let order = try invocation.order()
        let entry = try storing { () throws(StoreError) in
            try office.setDistance(of: invocation.place(0), kilometres: kilometres, order)
        }
        invocation.done(
            Phrase(
                "distance.kept",
                ["hospital": .text(invocation.place(0)), "entry": .count(Int(entry))]), entry)
        return .done
    }
}
