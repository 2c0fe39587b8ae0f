import Application
import Domain

/// The figures of the manager's view: each printed, or as JSON, CSV or SVG.
enum FigureCommands {
    static let all = [
        waits, funnel, flow, control, utilisation, distribution, fairness, kpis, forecast,
        report, research, registry,
    ]

    static let scope: [Command.Option] = [
        .init(name: "as-of", value: "DAY"), .init(name: "from-day", value: "DAY"),
        .init(name: "to-day", value: "DAY"), .init(name: "product", value: "PRODUCT"),
        .init(name: "indication", value: "WORD"), .init(name: "urgency", value: "WORD"),
        .init(name: "hospital", value: "NAME"),
    ]
    static let shape: [Command.Option] = [
        .init(name: "csv"), .init(name: "svg"), .init(name: "row", value: "ROW"), .out,
    ]
    static let pair: [Command.Option] = [
        .init(name: "start", value: "MILESTONE"), .init(name: "end", value: "MILESTONE"),
    ]

    private static func figure(
        _ verb: String, _ positionals: [Command.Positional] = [], _ more: [Command.Option] = [],
        _ make: @escaping @Sendable (Invocation, Office, FigureScope) throws(CommandError) -> Figure
    ) -> Command {
        Command(
            "stats", verb, positionals, act: .readFigures, options: scope + more + shape
        ) { invocation throws(CommandError) in
            let office = try Workplace.open(invocation).office
            let scope = try invocation.figureScope(office.now)
            return try invocation.show(try make(invocation, office, scope))
        }
    }

    static let waits = figure(
        "waits", [], pair + [.init(name: "by", value: "GROUP")]
    ) { invocation, office, scope throws(CommandError) in
        let history = try history(office)
        guard invocation.has("start") || invocation.has("end") || scope.grouping != nil else {
            return WaitFigure.table(history.courses, scope)
        }
        return WaitFigure.pair(
            try invocation.waitPair(), history.courses, scope, distances: history.distances)
    }

    static let funnel = figure("funnel") { _, office, scope throws(CommandError) in
        FunnelFigure.figure(try history(office).courses, scope)
    }

    static let flow = figure("flow") { _, office, scope throws(CommandError) in
        FlowFigure.figure(try history(office).courses, scope)
    }

    static let control = figure("control", [.init(name: "MEASURE", isOptional: true)]) {
        invocation, office, scope throws(CommandError) in
        let measure: ControlMeasure
        if let text = invocation.optionalPlace(0) {
            guard let found = ControlMeasure(key: text) else {
                throw .usage(
                    Phrase(
                        "cli.badWord",
                        [
                            "text": .text(text),
                            "words": .list(ControlMeasure.standard.map { .text($0.key) }),
                        ]))
            }
            measure = found
        } else {
            measure = .wait(WaitPair(.referred, .infused))
        }
        return try history(office).control(measure, scope)
    }

    static let utilisation = figure("utilisation") { _, office, scope throws(CommandError) in
        try storing { () throws(StoreError) in try office.utilisation(scope) }
    }

    static let distribution = figure("distribution", [], pair) {
        invocation, office, scope throws(CommandError) in
        DistributionFigure.figure(
            try invocation.waitPair(), try history(office).courses, scope)
    }

    static let fairness = figure("fairness", [], pair) {
        invocation, office, scope throws(CommandError) in
        let history = try history(office)
        return FairnessFigure.figure(
            try invocation.waitPair(), history.courses, scope, distances: history.distances)
    }

    static let kpis = figure("kpis") { _, office, scope throws(CommandError) in
        try storing { () throws(StoreError) in try office.indicators(scope) }
    }

    static let forecast = figure("forecast", [], [Invocation.rulesOption]) {
        invocation, office, scope throws(CommandError) in
        let rules = invocation.value("rules") ?? Environment.current["CARTAS_RULES"]
        let desk = try refusing { () throws(FileError) in
            try ClinicalDesk(rules: rules, invocation.wording)
        }
        let courses = try history(office).courses
        let icu = try storing { () throws(StoreError) in
            try office.icuBackTest(of: courses, asOf: scope.asOf, under: desk)
        }
        return ForecastFigure.figure(courses, scope, icu: icu)
    }

    static let research = Command(
        "export", "research", act: .exportResearch, options: scope + [.out] + Command.Option.act
    ) { invocation throws(CommandError) in
        try export(invocation) { $0.csv }
    }

    static let registry = Command(
        "export", "registry", act: .exportResearch,
        options: scope + [.init(name: "form", value: "FILE"), .init(name: "example"), .out]
            + Command.Option.act
    ) { invocation throws(CommandError) in
        guard !invocation.has("example") else {
            try invocation.write(RegistryForm.example, to: invocation.value("out") ?? "-")
            return .done
        }
        let path = try invocation.needed("form")
        let bytes = try invocation.read(path)
        let form = try refusing { () throws(FactFileError) in
            try FactFileError.reading(path) { () throws(JSONError) in
                try RegistryForm(reading: try JSONReader(parsing: bytes))
            }
        }
        return try export(invocation) { form.csv($0) }
    }

    private static func export(
        _ invocation: Invocation, _ text: (ResearchExport) -> String
    ) throws(CommandError) -> ExitCode {
        let office = try Workplace.open(invocation, seedIsOwn: true).office
        let scope = try invocation.figureScope(office.now)
        // The order of the rows is nobody's to guess, and the seed need not be kept.
        var system = SystemRandomNumberGenerator()
        let seed = try invocation.seed(default: system.next())
        let order = try invocation.order()
        let found = try storing { () throws(StoreError) in
            try office.research(scope, seed: seed, order)
        }
        try invocation.write(text(found), to: invocation.value("out") ?? "-")
        guard invocation.has("out") else { return .done }
        let facts = [("rows", found.rows), ("blurred", found.blurred)]
        if invocation.wantsJSON {
            invocation.console.print(JSON.object(facts.map { ($0.0, .int($0.1)) }))
        } else {
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        "research.written",
                        ["rows": .count(found.rows), "blurred": .count(found.blurred)])))
        }
        return .done
    }

    static func history(_ office: Office) throws(CommandError) -> CentreHistory {
        try storing { () throws(StoreError) in try office.history() }
    }

    static let report = Command(
        "report", act: .readFigures,
        options: scope + [.init(name: "html"), .out]
    ) { invocation throws(CommandError) in
        let office = try Workplace.open(invocation).office
        let scope = try invocation.figureScope(office.now)
        let report = try storing { () throws(StoreError) in try office.report(scope) }
        let out = invocation.value("out") ?? "-"
        if invocation.wantsJSON {
            try invocation.write(report.json(invocation.wording).pretty, to: out)
        } else if invocation.has("html") || out.hasSuffix(".html") {
            try invocation.write(report.html(invocation.wording.language), to: out)
        } else {
            let text = report.lines(invocation.wording).joined(separator: "\n") + "\n"
            try invocation.write(text, to: out)
        }
        return .done
    }
}

extension Invocation {
    /// Which courses, and as of when: a past day counts to its last moment.
    func figureScope(_ now: Instant) throws(CommandError) -> FigureScope {
        var asOf = now
        if let day = try day("as-of"), day != now.day {
            asOf = Instant(day + 1, .midnight, offsetMinutes: now.offsetMinutes)
                .adding(milliseconds: -1)
        }
        var scope = FigureScope(asOf: asOf)
        (scope.from, scope.to) = (try day("from-day"), try day("to-day"))
        if let text = value("product") { scope.product = try id(text) }
        if let text = value("indication") { scope.indication = try word(text) }
        if let text = value("urgency") { scope.urgency = try word(text) }
        scope.hospital = value("hospital")
        if let text = value("by") { scope.grouping = try word(text) }
        return scope
    }

    /// `--start` and `--end`; from referral to infusion where nothing is said.
    func waitPair() throws(CommandError) -> WaitPair {
        let start: Milestone.Kind =
            try value("start").map { text throws(CommandError) in
                try word(text)
            } ?? .referred
        let end: Milestone.Kind =
            try value("end").map { text throws(CommandError) in
                try word(text)
            } ?? .infused
        return WaitPair(start, end)
    }

    /// Prints a figure in the form that was asked for, or the courses behind one of its rows.
    func show(_ figure: Figure) throws(CommandError) -> ExitCode {
        let out = value("out") ?? "-"
        if let key = value("row") {
            guard let row = figure.table.rows.first(where: { $0.key == key }) else {
                throw .usage(
                    Phrase(
                        "cli.badWord",
                        [
                            "text": .text(key),
                            "words": .list(figure.table.rows.map { .text($0.key) }),
                        ]))
            }
            if wantsJSON {
                console.print(JSON.array(row.courses.map { .string($0.text) }))
            } else {
                for course in row.courses { console.print(course.text) }
            }
        } else if wantsJSON {
            try write(figure.json(wording).pretty, to: out)
        } else if has("csv") {
            try write(figure.csv(wording), to: out)
        } else if has("svg") {
            guard let plot = figure.plot else {
                throw .refused(StoreError.refused(Phrase("figure.noPlot")))
            }
            try write(FigureSVG.text(plot, wording, title: wording(figure.title)), to: out)
        } else {
            try write(figure.lines(wording).joined(separator: "\n") + "\n", to: out)
        }
        return .done
    }
}
