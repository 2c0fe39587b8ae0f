public import Domain

/// Days as people type them in a hurry.
///
/// `2026-11-21`, `2026/11/21`, `11-21` (this year, or the next where that is far past), `21`
/// (the next 21st), `+3`, `-7`, `R8.11.21`, in full-width digits too.
public enum DayEntry {
    public static func day(_ text: String, today: Day) -> Day? {
        let entry = narrow(text.trimmed).uppercased()
        if let sign = entry.first, sign == "+" || sign == "-" {
            let digits = entry.dropFirst()
            guard digits.allSatisfy(\.isNumber), let days = Int(digits), days <= 36_600 else {
                return nil
            }
            return sign == "+" ? today + days : today - days
        }
        if let era = entry.first, era.isLetter {
            let parts = numbers(entry.dropFirst())
            guard let parts, parts.count == 3 else { return nil }
            return JapaneseEra.day(
                era: String(era), year: parts[0], month: parts[1], day: parts[2])
        }
        guard let parts = numbers(entry[...]) else { return nil }
        switch parts.count {
        case 3: return try? Day(year: parts[0], month: parts[1], day: parts[2])
        case 2: return nearest(month: parts[0], day: parts[1], today)
        case 1: return next(dayOfMonth: parts[0], today)
        default: return nil
        }
    }

    /// The date within half a year either side of today.
    private static func nearest(month: Int32, day: Int32, _ today: Day) -> Day? {
        let years = [today.year, today.year + 1, today.year - 1]
        let days = years.compactMap { try? Day(year: $0, month: month, day: day) }
        return days.min { abs($0 - today) < abs($1 - today) }
    }

    private static func next(dayOfMonth: Int32, _ today: Day) -> Day? {
        guard (1...31).contains(dayOfMonth) else { return nil }
        return (0...62).lazy.map { today + $0 }.first { $0.dayOfMonth == dayOfMonth }
    }

    private static func numbers(_ text: Substring) -> [Int32]? {
        let parts = text.split(
            omittingEmptySubsequences: false, whereSeparator: { "-/.年月".contains($0) })
        var numbers: [Int32] = []
        for part in parts {
            // `2026年11月21日` ends with a word.
            let digits = part.last == "日" ? part.dropLast() : part
            guard (1...4).contains(digits.count), let number = Int32(digits), number >= 0 else {
                return nil
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Full-width digits and signs as ASCII: input methods leave them behind.
    static func narrow(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isWide = (0xFF01...0xFF5E).contains(scalar.value)
            let narrow = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) : nil
            shown.append(narrow ?? (scalar == "−" ? "-" : scalar))
        }
        return String(shown)
    }
}
