public import Domain
public import Simulation
import Store

/// A change as people write it: `apheresis+1@tue`, `icu-2@2027-03`,
/// `axi-cel+14d`, `referrals+10`.
public enum WhatIf {
    private static let places: [String: Scenario.Place] = [
        "apheresis": .apheresis, "processing": .processing, "receipt": .receipt,
        "infusion": .infusion, "beds": .beds, "icu": .intensiveCare,
    ]
    private static let weekdays: [String: Weekday] = [
        "mon": .monday, "tue": .tuesday, "wed": .wednesday, "thu": .thursday, "fri": .friday,
        "sat": .saturday, "sun": .sunday,
    ]

    /// - Parameter fit: says which products there are, and on which day the year begins.
    public static func change(
        _ text: String, _ fit: CentreFit
    ) throws(StoreError) -> Scenario.Change {
        let wrong = StoreError.refused(
            Phrase(
                "whatif.badChange",
                [
                    "text": .text(text),
                    "products": .list(fit.makers.map { .text($0.id.text) }),
                ]))
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        guard let head = parts.first,
            let sign = head.lastIndex(where: { $0 == "+" || $0 == "-" }), sign != head.startIndex
        else { throw wrong }
        let name = String(head[..<sign])
        var amount = String(head[sign...])
        let isDays = amount.hasSuffix("d")
        if isDays { amount.removeLast() }
        guard let number = Int(amount), number != 0, abs(number) <= 1000 else { throw wrong }
        if name == "referrals", parts.count == 1, !isDays {
            return .referrals(perMonth: Double(number))
        }
        let product = fit.makers.first { $0.id.text == name }?.id
        if isDays {
            guard let product, parts.count == 1 else { throw wrong }
            return .slip(product, days: number)
        }
        let place = places[name] ?? product.map { .start($0) }
        guard let place else { throw wrong }
        var (days, span): (Set<Weekday>, ClosedRange<Int>?) = ([], nil)
        for word in (parts.count > 1 ? parts[1] : "").split(separator: ",").map(String.init) {
            if let weekday = weekdays[word] {
                days.insert(weekday)
            } else if let found = range(word, fit) {
                span = found
            } else {
                throw wrong
            }
        }
        return .capacity(place, units: number, weekdays: days, days: span)
    }

    /// A centre and what is asked of it: a value that may be worked on by another thread.
    public struct Question: Sendable {
        let fit: CentreFit
        private var scenarios: [Scenario]
        private var changes: [[String]] = [[]]
        let replications: Int
        let seed: UInt64

        /// - Parameters:
        ///   - texts: each a scenario of one change or, with blanks between, of several.
        ///   - now: what the centre as it is is called.
        public init(
            _ texts: [String], _ fit: CentreFit, now: String, replications: Int, seed: UInt64
        ) throws(StoreError) {
            (self.fit, self.replications, self.seed) = (fit, replications, seed)
            scenarios = [Scenario(name: now)]
            for text in texts {
                let words = text.split(separator: " ").map(String.init)
                var scenario = Scenario(name: text)
                for word in words { scenario.changes.append(try WhatIf.change(word, fit)) }
                scenarios.append(scenario)
                changes.append(words)
            }
        }

        /// Nil where `progress` said to stop.
        public func answer(
            threads: Int, progress: @escaping @Sendable (Double) -> Bool
        ) -> WhatIfAnswer? {
            let study = Study(fit, scenarios, replications: replications, seed: seed)
            return study.run(threads: threads, progress: progress).map { answers in
                WhatIfAnswer(
                    fit, answers, changes: changes, replications: replications, seed: seed)
            }
        }
    }

    /// A day, a month, or two of them with `..` between.
    private static func range(_ text: String, _ fit: CentreFit) -> ClosedRange<Int>? {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2, let first = days(ends[0])?.lowerBound,
            let last = days(ends[ends.count - 1])?.upperBound, first <= last
        else { return nil }
        let begin = fit.firstDay + SimulatedTime.warmUp
        return (first - begin)...(last - begin)
    }

    private static func days(_ text: String) -> ClosedRange<Day>? {
        if let day = try? Day(iso: text) { return day...day }
        guard let first = try? Day(iso: text + "-01") else { return nil }
        let (year, month, _) = first.civil
        return first...(first + Int(Day.length(ofMonth: month, in: year)) - 1)
    }
}

/// The scenarios side by side, with what they rest on.
public struct WhatIfAnswer: Sendable, Equatable {
    public let fit: CentreFit
    public let answers: [Study.Answer]
    public let changes: [[String]]
    public let replications: Int
    public let seed: UInt64

    public init(
        _ fit: CentreFit, _ answers: [Study.Answer], changes: [[String]], replications: Int,
        seed: UInt64
    ) {
        (self.fit, self.answers, self.changes) = (fit, answers, changes)
        (self.replications, self.seed) = (replications, seed)
    }

    public func figure(asOf now: Instant) -> Figure {
        var table = FigureTable("figure.column.outcome", ["scenario", "estimate", "difference"])
        for measure in Study.Measure.allCases {
            for (place, answer) in answers.enumerated() {
                table.rows.append(
                    FigureTable.Row(
                        "\(measure.rawValue)-\(place)",
                        .phrase(Phrase("whatif.\(measure.rawValue)")),
                        [
                            .words(.text(answer.name)),
                            cell(answer.estimates[measure], signed: false),
                            place == 0 ? .empty : cell(answer.differences[measure], signed: true),
                        ]))
            }
        }
        return Figure(
            "whatif", Phrase("whatif.title"),
            definitions: [
                Phrase("whatif.define"), Phrase("whatif.assume"), Phrase("whatif.limits"),
            ], FigureScope(asOf: now), table, notes: notes)
    }

    func cell(_ found: Study.Estimate?, signed: Bool) -> FigureTable.Cell {
        guard let found else { return .empty }
        let sign = signed && found.mean > 0 ? "+" : ""
        return .words(
            .phrase(
                Phrase(
                    "whatif.estimate",
                    [
                        "sign": .text(sign), "mean": .decimal(found.mean, places: 1),
                        "low": .decimal(found.lower, places: 1),
                        "high": .decimal(found.upper, places: 1),
                    ])))
    }

    private var notes: [Phrase] {
        let names = zip(answers, changes).map { answer, changes -> Phrase.Value in
            .phrase(
                Phrase(
                    "whatif.scenario",
                    [
                        "name": .text(answer.name),
                        "changes": changes.isEmpty
                            ? .phrase(Phrase("whatif.asItIs")) : .list(changes.map { .text($0) }),
                    ]))
        }
        return [
            Phrase("whatif.scenarios", ["scenarios": .list(names)]),
            Phrase(
                "whatif.fit",
                [
                    "courses": .count(fit.courses),
                    "rate": .decimal(fit.referralsPerDay * 30.4375, places: 1),
                    "failure": .decimal(100 * fit.failure, places: 1),
                    "leaving": .decimal(3043.75 * fit.leavingPerDay, places: 1),
                    "replications": .count(replications), "seed": .text(String(seed)),
                ]),
            Phrase(fit.intensive.isOwn ? "whatif.icuOwn" : "whatif.icuPublished"),
        ]
    }

    /// What is kept: enough to run it again and to read it without running it.
    public func json(asOf now: Instant, _ wording: Wording) -> JSON {
        .object([
            ("replications", .int(replications)), ("seed", .string(String(seed))),
            (
                "scenarios",
                .array(
                    zip(answers, changes).map { answer, changes in
                        .object(
                            [
                                ("name", .string(answer.name)),
                                ("changes", .array(changes.map { .string($0) })),
                            ]
                                + Study.Measure.allCases.map { measure in
                                    (
                                        measure.rawValue,
                                        Self.json(
                                            answer.estimates[measure], answer.differences[measure])
                                    )
                                })
                    })
            ),
            (
                "fit",
                .object([
                    ("courses", .int(fit.courses)),
                    ("referrals_per_day", .double(fit.referralsPerDay)),
                    ("failure", .double(fit.failure)),
                    ("leaving_per_day", .double(fit.leavingPerDay)),
                    ("first_day", .string((fit.firstDay + SimulatedTime.warmUp).iso)),
                ])
            ),
        ])
    }

    private static func json(_ value: Study.Estimate?, _ difference: Study.Estimate?) -> JSON {
        func interval(_ found: Study.Estimate?) -> JSON {
            found.map { .array([.double($0.mean), .double($0.lower), .double($0.upper)]) } ?? .null
        }
        return .object([("value", interval(value)), ("difference", interval(difference))])
    }
}

extension Office {
    /// Simulates the centre as it is and under each text of changes.
    ///
    /// - Parameter texts: each a scenario of one change or, with blanks between, of several.
    /// - Returns: nil where `progress` said to stop.
    public func whatIf(
        _ texts: [String], replications: Int, seed: UInt64, threads: Int, _ wording: Wording,
        progress: @escaping @Sendable (Double) -> Bool = { _ in true }
    ) throws(StoreError) -> WhatIfAnswer? {
        let question = try WhatIf.Question(
            texts, try fitCentre(), now: wording("whatif.now"), replications: replications,
            seed: seed)
        return question.answer(threads: threads, progress: progress)
    }

    public func keep(
        _ answer: WhatIfAnswer, named name: String, _ wording: Wording, _ order: Order = Order()
    ) throws(StoreError) -> (id: String, entry: Int64) {
        let (author, now) = (person.user.id, now)
        let assumptions = JSON.array(
            answer.changes.map { .array($0.map { .string($0) }) }
        ).compact
        let outcome = answer.json(asOf: now, wording).compact
        let saved = try perform(.keepScenario, order) { act throws(StoreError) in
            let id = "W-\(try act.count(KeptScenario.table) + 1)"
            try act.insert(
                KeptScenario(
                    id: id, name: name, author: author, madeAt: now, assumptions: assumptions,
                    outcome: outcome))
            return id
        }
        guard case .saved(let id, let entry) = saved else { return ("", saved.sequence) }
        return (id, entry)
    }

    public func scenarios() throws(StoreError) -> [KeptScenario] {
        try look(.readFigures) { view throws(StoreError) in
            try view.all(.scenarios).map(\.record)
        }
    }
}
