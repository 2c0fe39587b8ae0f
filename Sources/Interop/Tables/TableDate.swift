public import Domain

/// Dates as tables in Japan have them: ISO, with strokes, by era, in kanji.
public enum TableDate {
    /// - Parameter format: the order where strokes leave it open: `dmy` or `mdy`; years first
    ///   need none.
    public static func day(_ text: String, format: String? = nil) -> Day? {
        let plain = narrow(text)
        if let day = try? Day(iso: plain) { return day }
        let marks: Set<Character> = ["/", ".", "-", "年", "月", "日", " "]
        let parts = plain.split(whereSeparator: { marks.contains($0) })
        guard parts.count == 3, let month = Int32(parts[1]) else {
            guard plain.utf8.count == 8, let whole = Int32(plain) else { return nil }
            return try? Day(
                year: whole / 10_000, month: whole / 100 % 100, day: whole % 100)
        }
        let first = parts[0]
        if let letter = first.unicodeScalars.first, !("0"..."9").contains(letter) {
            let era = String(first.prefix { !("0"..."9").contains($0) && $0 != "元" })
            let rest = first.dropFirst(era.count)
            guard let year = rest == "元" ? 1 : Int32(rest), let day = Int32(parts[2]) else {
                return nil
            }
            return JapaneseEra.day(era: era, year: year, month: month, day: day)
        }
        guard let one = Int32(first), let three = Int32(parts[2]) else { return nil }
        switch format {
        case "dmy": return try? Day(year: three, month: month, day: one)
        case "mdy": return try? Day(year: three, month: one, day: month)
        // Two digits of a year are a guess that nobody should make.
        default: return first.count == 4 ? try? Day(year: one, month: month, day: three) : nil
        }
    }

    /// A day with `9:41` behind it, or an ISO moment.
    public static func time(
        _ text: String, format: String? = nil, siteOffsetMinutes: Int16
    ) -> (day: Day, instant: Instant?)? {
        if let instant = try? Instant(iso: text) { return (instant.day, instant) }
        let plain = narrow(text)
        if let day = day(plain, format: format) { return (day, nil) }
        guard let cut = plain.lastIndex(where: { $0 == " " || $0 == "T" }),
            let day = day(String(plain[..<cut]), format: format)
        else { return nil }
        let parts = plain[plain.index(after: cut)...].split(separator: ":")
        guard parts.count >= 2,
            let clock = ClockTime(hour: Int(parts[0]), minute: Int(parts[1]))
        else { return nil }
        return (day, Instant(day, clock, offsetMinutes: siteOffsetMinutes))
    }

    /// Full-width digits and signs as they are typed in Japanese.
    private static func narrow(_ text: String) -> String {
        var narrow = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: narrow.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000: narrow.append(" ")
            default: narrow.append(scalar)
            }
        }
        return String(narrow)
    }
}
