extension HolidayCalendar {
    public static let format = "cartas-holidays/1"

    /// Reads a holiday file.
    ///
    /// - Throws: `JSONError` naming the line: sites write these files themselves.
    public init(reading file: JSONReader) throws(JSONError) {
        try file.allowOnly([
            "format", "country", "source", "observance", "sandwiched", "years", "holidays",
        ])
        let format = try file.member("format")
        guard try format.string() == Self.format else {
            throw format.failure(.word(of: [Self.format]))
        }
        country = try file.member("country").string()
        source = try file.member("source").string()
        observance = try file.member("observance").word(Observance.self)
        freesSandwichedDays = try file.optional("sandwiched")?.bool() ?? false
        years = try Self.years(file.member("years"))
        var entries: [Entry] = []
        for holiday in try file.member("holidays").elements() {
            try holiday.allowOnly(["names", "on", "years", "publishedThrough"])
            let names = try holiday.member("names")
            var written: [String: String] = [:]
            for language in ["en", "ja"] { written[language] = try names.member(language).string() }
            entries.append(
                Entry(
                    rule: try Self.rule(holiday.member("on")), names: written,
                    years: try holiday.optional("years").map(Self.years) ?? Day.years,
                    publishedThrough: try holiday.optional("publishedThrough")
                        .map { (year) throws(JSONError) in Int32(try year.int(in: 1800...2199)) }))
        }
        self.entries = entries
    }

    private static func years(_ reader: JSONReader) throws(JSONError) -> ClosedRange<Int32> {
        let bounds = try reader.ints(in: 1800...2199)
        guard bounds.count == 2, bounds[0] <= bounds[1] else {
            throw reader.failure(.range("[first, last]"))
        }
        return Int32(bounds[0])...Int32(bounds[1])
    }

    private static func rule(_ reader: JSONReader) throws(JSONError) -> HolidayRule {
        if case .string(let word) = reader.value.content {
            switch word {
            case "vernalEquinox": return .vernalEquinox
            case "autumnalEquinox": return .autumnalEquinox
            default: throw reader.failure(.word(of: ["vernalEquinox", "autumnalEquinox"]))
            }
        }
        if let offset = try reader.optional("easter") {
            return .easter(offset: try offset.int(in: -100...200))
        }
        let month = Int32(try reader.member("month").int(in: 1...12))
        if let day = try reader.optional("day") {
            return .fixed(month: month, day: Int32(try day.int(in: 1...31)))
        }
        let nth = try reader.member("nth").int(in: -5...5)
        return .nth(nth, try Weekday(reader: reader.member("weekday")), month: month)
    }
}

extension Weekday {
    private static let words = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The word that files use: `monday`.
    public var word: String { Self.words[rawValue] }

    init(reader: JSONReader) throws(JSONError) {
        let word = try reader.string()
        guard let index = Self.words.firstIndex(of: word), let day = Weekday(rawValue: index) else {
            throw reader.failure(.word(of: Self.words))
        }
        self = day
    }
}
