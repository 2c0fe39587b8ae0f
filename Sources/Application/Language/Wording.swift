public import Domain

/// Puts phrases, days and numbers into a language.
public struct Wording: Sendable {
    public let book: PhraseBook
    /// Japanese years counted by era (令和8年), for those who ask for it.
    public var usesEra = false
    /// The names that the site gave its resources; one without a name is shown as its identifier.
    public var resources: [Resource.ID: String] = [:]

    public var language: Language { book.language }

    public init(_ language: Language, usesEra: Bool = false) {
        self.init(book: .embedded(language), usesEra: usesEra)
    }

    public init(book: PhraseBook, usesEra: Bool = false) {
        (self.book, self.usesEra) = (book, usesEra)
    }

    /// The sentence. An unknown key is shown as itself: wrong, but visible and never a crash.
    public func callAsFunction(_ phrase: Phrase) -> String {
        guard let parts = book[phrase.key] else { return phrase.key }
        return parts.map { part in
            switch part {
            case .text(let text): text
            case .value(let name): phrase.values[name].map { write($0) } ?? "{\(name)}"
            case .choice(let name, let one, let many):
                phrase.values[name] == .count(1) ? one : many
            }
        }.joined()
    }

    public func callAsFunction(_ key: String) -> String { self(Phrase(key)) }

    private func write(_ value: Phrase.Value) -> String {
        switch value {
        case .text(let text): text
        case .count(let count): number(count)
        case .resource(let id): resource(id)
        case .decimal(let number, let places): decimal(number, places: places)
        case .day(let day): self.day(day)
        case .instant(let instant): self.instant(instant)
        case .phrase(let phrase): self(phrase)
        case .list(let values): list(values.map { write($0) })
        case .either(let english, let japanese): language == .japanese ? japanese : english
        }
    }

    public func resource(_ id: Resource.ID) -> String { resources[id] ?? id.text }

    public func list(_ items: [String]) -> String {
        items.joined(separator: language == .japanese ? "、" : ", ")
    }
}

// MARK: Numbers

extension Wording {
    /// Groups of three: `12,400`. Four digits stay together, as both languages write them.
    public func number(_ value: Int) -> String {
        let digits = Array(String(abs(value)))
        guard digits.count > 4 else { return String(value) }
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return (value < 0 ? "-" : "") + grouped
    }

    /// Rounds half away from zero, as laboratories report.
    public func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled < 1e15 else { return "\(value)" }
        let whole = Int(scaled)
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard places > 0 else { return sign + number(whole) }
        let divisor = Int(scale)
        let fraction = String(whole % divisor)
        let zeros = String(repeating: "0", count: places - fraction.count)
        return "\(sign)\(number(whole / divisor)).\(zeros)\(fraction)"
    }
}

// MARK: Days and times

extension Wording {
    private static let weekdays: [Language: [String]] = [
        .english: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        .japanese: ["月", "火", "水", "木", "金", "土", "日"],
    ]

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    public func weekday(_ weekday: Weekday) -> String {
        Self.weekdays[language, default: []][weekday.rawValue]
    }

    public func month(_ month: Int32) -> String {
        language == .japanese ? "\(month)月" : Self.months[Int(month) - 1]
    }

    /// `Sat 21 Nov 2026`, `2026年11月21日(土)`.
    public func day(_ day: Day) -> String {
        switch language {
        case .english: "\(shortDay(day)) \(day.year)"
        case .japanese: "\(year(of: day))\(shortDay(day))"
        }
    }

    /// `Sat 21 Nov`, `11月21日(土)`: where the year is plain.
    public func shortDay(_ day: Day) -> String {
        switch language {
        case .english: "\(weekday(day.weekday)) \(day.dayOfMonth) \(month(day.month))"
        case .japanese: "\(day.month)月\(day.dayOfMonth)日(\(weekday(day.weekday)))"
        }
    }

    /// `21 Nov`, `11/21`: for columns of days. Numbers alone are read in English as either of two.
    public func monthAndDay(_ day: Day) -> String {
        switch language {
        case .english: "\(day.dayOfMonth) \(month(day.month))"
        case .japanese: "\(day.month)/\(day.dayOfMonth)"
        }
    }

    /// `06:10` today, `Mon 06:10` in the three days about it, and with the date beyond it.
    public func moment(_ at: Instant, near now: Instant) -> String {
        switch abs(at.day - now.day) {
        case 0: at.time.text
        case 1...3: "\(weekday(at.day.weekday)) \(at.time.text)"
        default: moment(at)
        }
    }

    /// The day and the time at the place where the instant was noted.
    public func instant(_ instant: Instant) -> String {
        "\(day(instant.day)) \(instant.time.text)"
    }

    private func year(of day: Day) -> String {
        guard usesEra, let era = JapaneseEra(of: day) else { return "\(day.year)年" }
        return era.year == 1 ? "\(era.name)元年" : "\(era.name)\(era.year)年"
    }
}
