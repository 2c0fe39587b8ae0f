import Domain

// How values of the domain are kept in columns.

extension Row {
    func id<Subject>(
        _ index: Int, of type: Subject.Type = Subject.self
    ) throws(StoreError) -> Identifier<Subject> {
        let text = try text(index)
        guard let id = try? Identifier<Subject>(text) else {
            throw .damaged(table: table, column: index, value: text)
        }
        return id
    }

    func optionalID<Subject>(
        _ index: Int, of type: Subject.Type = Subject.self
    ) throws(StoreError) -> Identifier<Subject>? {
        if case .null = values[index] { return nil }
        return try id(index)
    }

    func day(_ index: Int) throws(StoreError) -> Day {
        Day(number: Int32(truncatingIfNeeded: try int(index)))
    }

    func instant(_ index: Int, offset: Int) throws(StoreError) -> Instant {
        Instant(
            utcMilliseconds: try int(index),
            offsetMinutes: Int16(truncatingIfNeeded: try int(offset)))
    }

    func optionalInstant(_ index: Int, offset: Int) throws(StoreError) -> Instant? {
        if case .null = values[index] { return nil }
        return try instant(index, offset: offset)
    }

    func time(_ index: Int) throws(StoreError) -> ClockTime? {
        guard let minutes = try optionalInt(index) else { return nil }
        return ClockTime(hour: Int(minutes) / 60, minute: Int(minutes) % 60)
    }

    func words(_ index: Int) throws(StoreError) -> [String] {
        try text(index).split(separator: " ").map(String.init)
    }

    func numbers(_ index: Int) throws(StoreError) -> [Int] {
        try words(index).map { word throws(StoreError) in
            guard let number = Int(word) else {
                throw .damaged(table: table, column: index, value: word)
            }
            return number
        }
    }
}

extension Value {
    static func id<Subject>(_ id: Identifier<Subject>) -> Value { .text(id.text) }

    static func id<Subject>(_ id: Identifier<Subject>?) -> Value { .optional(id?.text) }

    static func day(_ day: Day) -> Value { .int(Int64(day.number)) }

    static func time(_ time: ClockTime?) -> Value { time.map { .int($0.minutes) } ?? .null }

    /// Two columns: the moment and its offset.
    static func instant(_ instant: Instant?) -> [Value] {
        guard let instant else { return [.null, .null] }
        return [.int(instant.utcMilliseconds), .int(Int64(instant.offsetMinutes))]
    }

    static func numbers(_ numbers: [Int]) -> Value {
        .text(numbers.map(String.init).joined(separator: " "))
    }
}

/// Places in a few bytes: a stay of three weeks is one run, `ward-6E:20414:7:21`.
enum PlaceCoding {
    static func text(_ places: [UnitDay]) -> String {
        var runs: [(first: UnitDay, count: Int)] = []
        for place in places {
            if let run = runs.last, run.first.resource == place.resource,
                run.first.unit == place.unit, run.first.day + run.count == place.day
            {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((place, 1))
            }
        }
        return runs.map { run in
            "\(run.first.resource.text):\(run.first.day.number):\(run.first.unit):\(run.count)"
        }.joined(separator: " ")
    }

    static func places(_ row: Row, _ index: Int) throws(StoreError) -> [UnitDay] {
        let text = try row.text(index)
        if text.isEmpty { return [] }
        var places: [UnitDay] = []
        for run in text.utf8.split(separator: UInt8(ascii: " ")) {
            let parts = run.split(separator: UInt8(ascii: ":"))
            guard parts.count == 4, let name = String(parts[0]),
                let resource = try? Resource.ID(name),
                let day = number(parts[1]), let unit = number(parts[2]),
                let count = number(parts[3]), (1...4000).contains(count),
                let first = Int32(exactly: day)
            else {
                throw .damaged(table: row.table, column: index, value: String(run) ?? text)
            }
            for offset in 0..<count {
                places.append(UnitDay(resource, Day(number: first) + offset, unit: unit))
            }
        }
        return places
    }

    /// A whole number of few digits, read without making a text of it.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        var (value, isNegative) = (0, false)
        for (index, byte) in digits.enumerated() {
            if index == 0, byte == UInt8(ascii: "-"), digits.count > 1 {
                isNegative = true
                continue
            }
            guard (0x30...0x39).contains(byte), index < 12 else { return nil }
            value = value * 10 + Int(byte & 15)
        }
        guard !digits.isEmpty else { return nil }
        return isNegative ? -value : value
    }
}
