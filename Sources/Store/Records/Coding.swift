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
        var text = try row.text(index)
        var places: [UnitDay] = []
        let isRead = text.withUTF8 { bytes in
            eachRun(in: UnsafeRawBufferPointer(bytes)) { name, first, unit, count in
                guard let name = String(validating: name, as: UTF8.self),
                    let resource = try? Resource.ID(name)
                else { return false }
                for offset in 0..<count {
                    places.append(UnitDay(resource, first + offset, unit: unit))
                }
                return true
            }
        }
        guard isRead else { throw .damaged(table: row.table, column: index, value: text) }
        return places
    }

    /// The runs of a text, read from its bytes: most of the places that are read are only counted.
    ///
    /// - Parameter run: called with the name of a resource, the first day, the unit and how many
    ///   days it is; false where it can do nothing with them.
    /// - Returns: false for bytes that nobody wrote as places.
    static func eachRun(
        in bytes: UnsafeRawBufferPointer,
        _ run: (Slice<UnsafeRawBufferPointer>, Day, Int, Int) -> Bool
    ) -> Bool {
        var at = 0
        while at < bytes.count {
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: ":") { at += 1 }
            let name = bytes[start..<at]
            guard let day = number(bytes, &at), let first = Int32(exactly: day),
                let unit = number(bytes, &at), let count = number(bytes, &at),
                (1...4000).contains(count), at == bytes.count || bytes[at] == UInt8(ascii: " "),
                run(name, Day(number: first), unit, count)
            else { return false }
            at += 1
        }
        return true
    }

    /// A colon and a whole number of few digits.
    private static func number(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
        at += 1
        let isNegative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        let start = at
        var value = 0
        while at < bytes.count, (0x30...0x39).contains(bytes[at]), at < start + 12 {
            value = value * 10 + Int(bytes[at] & 15)
            at += 1
        }
        guard at > start else { return nil }
        return isNegative ? -value : value
    }
}
