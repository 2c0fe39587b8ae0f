import Domain

/// The time zones that a calendar defines for itself.
///
/// Names of zones are not looked up elsewhere: a file says what its zone means, or its times are
/// local times of nobody knows where.
struct CalendarZones {
    /// One rule: from when on, every year or on named days, which offset.
    struct Rule {
        var start: Int64 = 0
        var offset: Int16 = 0
        var before: Int16 = 0
        var recurrence: [String: String] = [:]
        var days: [Int64] = []
    }

    private var zones: [String: [Rule]] = [:]

    init(_ lines: [CalendarLine]) {
        var (zone, rules): (String?, [Rule]) = (nil, [])
        var (isInZone, rule): (Bool, Rule?) = (false, nil)
        for line in lines {
            let value = line.value.uppercased()
            switch (line.name, value) {
            case ("BEGIN", "VTIMEZONE"): (isInZone, zone, rules) = (true, nil, [])
            case ("END", "VTIMEZONE"):
                if let zone { zones[zone] = rules }
                isInZone = false
            case ("BEGIN", "STANDARD") where isInZone, ("BEGIN", "DAYLIGHT") where isInZone:
                rule = Rule()
            case ("END", "STANDARD") where isInZone, ("END", "DAYLIGHT") where isInZone:
                if let one = rule { rules.append(one) }
                rule = nil
            case ("TZID", _) where isInZone && rule == nil: zone = line.value
            case ("TZOFFSETTO", _): rule?.offset = Self.offset(value)
            case ("TZOFFSETFROM", _): rule?.before = Self.offset(value)
            case ("DTSTART", _): rule?.start = Self.local(value) ?? 0
            case ("RDATE", _): if let day = Self.local(value) { rule?.days.append(day) }
            case ("RRULE", _): rule?.recurrence = Self.parts(value)
            default: break
            }
        }
    }

    private static func parts(_ value: String) -> [String: String] {
        var parts: [String: String] = [:]
        for pair in value.split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { parts[String(sides[0])] = String(sides[1]) }
        }
        return parts
    }

    private static func offset(_ text: String) -> Int16 {
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }
        guard digits.count >= 4 else { return 0 }
        let numbers = digits.map { Int16($0 - 0x30) }
        let size = (numbers[0] * 10 + numbers[1]) * 60 + numbers[2] * 10 + numbers[3]
        return text.hasPrefix("-") ? -size : size
    }

    /// Seconds of a wall clock, comparable with each other.
    private static func local(_ text: String) -> Int64? {
        guard let time = CalendarEvent.wall(text) else { return nil }
        return seconds(time.day, time.clock, time.second)
    }

    private static func seconds(_ day: Day, _ clock: ClockTime?, _ second: Int) -> Int64 {
        Int64(day.number) * 86_400 + Int64(clock?.minutes ?? 0) * 60 + Int64(second)
    }

    /// The offset of a wall-clock time in a zone of this calendar.
    func offset(_ zone: String, _ day: Day, _ clock: ClockTime, _ second: Int) -> Int16? {
        guard let rules = zones[zone], !rules.isEmpty else { return nil }
        let wall = Self.seconds(day, clock, second)
        var best: (onset: Int64, offset: Int16)?
        for rule in rules {
            guard let onset = Self.lastOnset(rule, notAfter: wall, year: day.year) else { continue }
            if best.map({ onset > $0.onset }) ?? true { best = (onset, rule.offset) }
        }
        return best?.offset ?? rules.min { $0.start < $1.start }?.before
    }

    private static func lastOnset(_ rule: Rule, notAfter wall: Int64, year: Int32) -> Int64? {
        var onsets = (rule.days + [rule.start]).filter { $0 <= wall }
        if rule.recurrence["FREQ"] == "YEARLY", rule.start <= wall {
            let until = rule.recurrence["UNTIL"].flatMap(local)
            let count = rule.recurrence["COUNT"].flatMap { Int32($0) }
            let first = Day(number: Int32(clamping: rule.start / 86_400)).year
            for candidate in [year - 1, year] where candidate >= first {
                if let count, candidate - first >= count { continue }
                guard let onset = yearly(rule, candidate), onset <= wall, onset >= rule.start
                else { continue }
                // UNTIL is in UTC; the day decides, and no zone changes twice within a day.
                if let until, onset > until + 86_400 { continue }
                onsets.append(onset)
            }
            // A rule that has ended still rules until another begins.
            if let until, wall > until { onsets.append(min(until, wall)) }
        }
        return onsets.max()
    }

    /// The day of a year on which a rule such as `BYMONTH=3;BYDAY=-1SU` takes hold.
    private static func yearly(_ rule: Rule, _ year: Int32) -> Int64? {
        let began = Day(number: Int32(clamping: rule.start / 86_400))
        let month = rule.recurrence["BYMONTH"].flatMap { Int32($0) } ?? began.month
        let timeOfDay = rule.start - Int64(began.number) * 86_400
        guard let by = rule.recurrence["BYDAY"],
            let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
                .firstIndex(where: { by.hasSuffix($0) }),
            let first = try? Day(year: year, month: month, day: 1)
        else {
            let day = try? Day(year: year, month: month, day: began.dayOfMonth)
            return day.map { Int64($0.number) * 86_400 + timeOfDay }
        }
        let which = Int(by.dropLast(2)) ?? 1
        let length = Int(Day.length(ofMonth: month, in: year))
        let days = (0..<length).map { first + $0 }.filter { $0.weekday.rawValue == weekday }
        let index = which < 0 ? days.count + which : which - 1
        guard days.indices.contains(index) else { return nil }
        return Int64(days[index].number) * 86_400 + timeOfDay
    }
}
