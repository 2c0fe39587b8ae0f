/// A year as the Japanese calendar counts it: 令和8年 is 2026.
public struct JapaneseEra: Hashable, Sendable {
    public let name: String
    /// The letter that forms use: `R8.11.21`.
    public let letter: Character
    public let year: Int32

    private static let eras: [(name: String, letter: Character, first: Day)] = [
        ("令和", "R", Day(number: Day.number(2019, 5, 1))),
        ("平成", "H", Day(number: Day.number(1989, 1, 8))),
        ("昭和", "S", Day(number: Day.number(1926, 12, 25))),
        ("大正", "T", Day(number: Day.number(1912, 7, 30))),
        // The solar calendar came in 1873; earlier dates have no simple counterpart.
        ("明治", "M", Day(number: Day.number(1873, 1, 1))),
    ]

    /// Meiji began in 1868, five years before its first solar year.
    private static func firstYear(_ letter: Character, _ first: Day) -> Int32 {
        letter == "M" ? 1868 : first.year
    }

    /// Nil before 1873.
    public init?(of day: Day) {
        guard let era = Self.eras.first(where: { $0.first <= day }) else { return nil }
        name = era.name
        letter = era.letter
        year = day.year - Self.firstYear(era.letter, era.first) + 1
    }

    /// The day that an era date names, or nil where that era had no such day.
    public static func day(era: String, year: Int32, month: Int32, day: Int32) -> Day? {
        for (index, one) in eras.enumerated()
        where one.name == era || String(one.letter) == era.uppercased() {
            guard year >= 1,
                let found = try? Day(
                    year: firstYear(one.letter, one.first) + year - 1, month: month, day: day),
                found >= one.first, index == 0 || found < eras[index - 1].first
            else { return nil }
            return found
        }
        return nil
    }
}
