public import Domain

extension Gate: Record {
    public static let table = Table(
        "gate", key: ["course", "kind"], ["state", "on_day", "until_day", "words", "by_user"])

    public init(row: Row) throws(StoreError) {
        self.init(
            try row.id(0), try row.word(1), try row.word(2), on: try row.day(3),
            until: try row.optionalInt(4) == nil ? nil : try row.day(4), words: try row.text(5),
            by: try row.id(6))
    }

    public var values: [Value] {
        [
            .id(course), .text(kind.rawValue), .text(state.rawValue), .day(on),
            until.map { .day($0) } ?? .null, .text(words), .id(by),
        ]
    }
}

extension Branch: Record {
    public static let table = Table(
        "branch", key: ["id"], ["name", "author", "at", "at_offset", "plans", "seen"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), name: try row.text(1), author: try row.id(2),
            at: try row.instant(3, offset: 4), items: try PlanCoding.items(row, 5),
            seen: try PlanCoding.versions(row, 6))
    }

    public var values: [Value] {
        [.id(id), .text(name), .id(author)] + Value.instant(at)
            + [.text(PlanCoding.text(items)), .text(PlanCoding.text(seen))]
    }
}

extension MakerSlot: Record {
    public static let table = Table(
        "maker_slot", key: ["id"],
        ["product", "day", "state", "course", "until_at", "until_offset", "ref"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), product: try row.id(1), day: try row.day(2),
            state: try row.word(3), course: try row.optionalID(4),
            until: try row.optionalInstant(5, offset: 6), ref: try row.text(7))
    }

    public var values: [Value] {
        [.id(id), .id(product), .day(day), .text(state.rawValue), .id(course)]
            + Value.instant(until) + [.text(ref)]
    }
}

extension Allocation: Record {
    public static let table = Table(
        "allocation", key: ["id"],
        [
            "at", "at_offset", "resource", "day", "candidates", "weights", "chosen", "by_user",
            "reason",
        ])

    public init(row: Row) throws(StoreError) {
        let candidates = try row.text(5).split(separator: "\n").map {
            line throws(StoreError) -> Candidate in
            let words = line.split(separator: " ", maxSplits: 1)
            guard let name = words.first, let course = try? Course.ID(String(name)) else {
                throw .damaged(table: Self.table.name, column: 5, value: String(line))
            }
            return Candidate(course, try Self.factors(words.dropFirst().first ?? "", row, 5))
        }
        self.init(
            id: try row.id(0), at: try row.instant(1, offset: 2), resource: try row.id(3),
            day: try row.day(4), candidates: candidates,
            weights: Weights(try Self.factors(try row.text(6)[...], row, 6)),
            chosen: try row.id(7), by: try row.id(8), reason: try row.text(9))
    }

    public var values: [Value] {
        let lines = candidates.map { "\($0.course.text) \(Self.text($0.factors))" }
        return [.id(id)] + Value.instant(at)
            + [
                .id(resource), .day(day), .text(lines.joined(separator: "\n")),
                .text(Self.text(weights.values)), .id(chosen), .id(by), .text(reason),
            ]
    }

    private static func text(_ factors: [Factor: Double]) -> String {
        Factor.allCases.compactMap { factor in
            factors[factor].map { "\(factor.rawValue)=\($0)" }
        }.joined(separator: " ")
    }

    private static func factors(
        _ text: Substring, _ row: Row, _ column: Int
    ) throws(StoreError) -> [Factor: Double] {
        var found: [Factor: Double] = [:]
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let factor = Factor(rawValue: String(parts[0])),
                let number = Double(parts[1])
            else { throw .damaged(table: row.table, column: column, value: String(word)) }
            found[factor] = number
        }
        return found
    }
}

extension MatterNote: Record {
    public static let table = Table(
        "matter_note", key: ["matter"],
        ["delegate", "snoozed_at", "snoozed_offset", "words", "by_user", "at", "at_offset"])

    public init(row: Row) throws(StoreError) {
        self.init(
            try row.text(0), delegate: try row.optionalID(1),
            snoozedUntil: try row.optionalInstant(2, offset: 3), words: try row.text(4),
            by: try row.id(5), at: try row.instant(6, offset: 7))
    }

    public var values: [Value] {
        [.text(matter), .id(delegate)] + Value.instant(snoozedUntil) + [.text(words), .id(by)]
            + Value.instant(at)
    }
}

/// Plans in a few bytes, one course a line: `K-0001 axi-cel apheresis:1:20780:2,… 20801:12,…`.
enum PlanCoding {
    static func text(_ items: [Branch.Item]) -> String {
        items.map { item in
            let activities = item.plan.activities.map {
                "\($0.kind.rawValue):\($0.part):\($0.days.first.number):\($0.days.length)"
            }
            let shares = item.shares.map { "\($0.day.number):\($0.percent)" }
            return [
                item.plan.course.text, item.plan.product.text,
                activities.joined(separator: ","), shares.joined(separator: ","),
            ].joined(separator: " ")
        }.joined(separator: "\n")
    }

    static func text(_ seen: [Booking.ID: Int64]) -> String {
        seen.sorted { $0.key < $1.key }.map { "\($0.key.text):\($0.value)" }
            .joined(separator: " ")
    }

    static func items(_ row: Row, _ column: Int) throws(StoreError) -> [Branch.Item] {
        try row.text(column).split(separator: "\n").map { line throws(StoreError) in
            guard let item = item(line) else {
                throw .damaged(table: row.table, column: column, value: String(line))
            }
            return item
        }
    }

    private static func item(_ line: Substring) -> Branch.Item? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, let course = try? Course.ID(String(parts[0])),
            let product = try? Product.ID(String(parts[1]))
        else { return nil }
        var activities: [Activity] = []
        for word in parts[2].split(separator: ",") {
            let fields = word.split(separator: ":")
            guard fields.count == 4, let kind = Activity.Kind(rawValue: String(fields[0])),
                let part = Int(fields[1]), let day = Int32(fields[2]), let length = Int(fields[3]),
                (1...4000).contains(length)
            else { return nil }
            activities.append(
                Activity(kind, part: part, days: DaySpan(Day(number: day), length: length)))
        }
        var shares: [ICUShare] = []
        for word in parts[3].split(separator: ",") {
            let fields = word.split(separator: ":")
            guard fields.count == 2, let day = Int32(fields[0]), let percent = Int(fields[1])
            else { return nil }
            shares.append(ICUShare(day: Day(number: day), percent: percent))
        }
        return Branch.Item(
            Plan(course: course, product: product, activities: activities), shares: shares)
    }

    static func versions(_ row: Row, _ column: Int) throws(StoreError) -> [Booking.ID: Int64] {
        var found: [Booking.ID: Int64] = [:]
        for word in try row.words(column) {
            let fields = word.split(separator: ":")
            guard fields.count == 2, let id = try? Booking.ID(String(fields[0])),
                let version = Int64(fields[1])
            else { throw .damaged(table: row.table, column: column, value: word) }
            found[id] = version
        }
        return found
    }
}
