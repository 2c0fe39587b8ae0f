public import Domain

extension Improvement: Record {
    public static let table = Table(
        "improvement", key: ["id"],
        ["title", "measure", "start_day", "expected_percent", "phase", "words", "author"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.text(0), title: try row.text(1), measure: try row.text(2),
            start: try row.day(3), expectedPercent: try row.real(4), phase: try row.word(5),
            words: try row.text(6), author: try row.id(7))
    }

    public var values: [Value] {
        [
            .text(id), .text(title), .text(measure), .day(start), .real(expectedPercent),
            .text(phase.rawValue), .text(words), .id(author),
        ]
    }
}

extension IndicatorTarget: Record {
    public static let table = Table(
        "indicator_target", key: ["indicator"], ["value", "words", "author", "on_day"])

    public init(row: Row) throws(StoreError) {
        self.init(
            indicator: try row.text(0), value: try row.real(1), words: try row.text(2),
            author: try row.id(3), on: try row.day(4))
    }

    public var values: [Value] {
        [.text(indicator), .real(value), .text(words), .id(author), .day(on)]
    }
}

extension ReferrerDistance: Record {
    public static let table = Table("referrer", key: ["hospital"], ["kilometres"])

    public init(row: Row) throws(StoreError) {
        self.init(hospital: try row.text(0), kilometres: try row.whole(1))
    }

    public var values: [Value] { [.text(hospital), .int(kilometres)] }
}

extension KeptScenario: Record {
    public static let table = Table(
        "scenario", key: ["id"],
        ["name", "author", "made_at", "made_offset", "assumptions", "outcome"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.text(0), name: try row.text(1), author: try row.id(2),
            madeAt: try row.instant(3, offset: 4), assumptions: try row.text(5),
            outcome: try row.text(6))
    }

    public var values: [Value] {
        [.text(id), .text(name), .id(author)] + Value.instant(madeAt)
            + [.text(assumptions), .text(outcome)]
    }
}
