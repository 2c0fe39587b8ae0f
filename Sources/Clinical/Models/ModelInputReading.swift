import Domain

extension ModelInput {
    /// What the inputs of a call say about this one: its value, or nil where nothing was entered.
    ///
    /// A value is refused before anything is said about missing ones: a wrong number is worse
    /// than none.
    func value(in inputs: JSON) -> Result<ExpressionValue?, ModelError> {
        var given: [(name: String, json: JSON, factor: Double)] = []
        for (name, factor) in [(name, 1.0)] + alternatives.map({ ($0.name, $0.factor) }) {
            switch Self.find(name, in: inputs) {
            case .failure(let error): return .failure(error)
            case .success(nil): continue
            case .success(.some(let json)): given.append((name, json, factor))
            }
        }
        guard given.count < 2 else { return .failure(.twoUnits(given.map(\.name))) }
        guard let one = given.first else { return .success(nil) }
        return read(one.json, one.name, one.factor)
    }

    /// The member by its dotted name; null is the same as absent.
    private static func find(_ name: String, in inputs: JSON) -> Result<JSON?, ModelError> {
        var place = inputs
        let parts = name.split(separator: ".")
        for (index, part) in parts.enumerated() {
            guard case .object = place.content else {
                let path = parts[..<index].joined(separator: ".")
                return .failure(.wrongType(path, .object))
            }
            guard let next = place[String(part)] else { return .success(nil) }
            if case .null = next.content { return .success(nil) }
            place = next
        }
        return .success(place)
    }

    private func read(
        _ json: JSON, _ name: String, _ factor: Double
    ) -> Result<ExpressionValue?, ModelError> {
        switch (kind, json.content) {
        case (.number, .number(let digits)), (.whole, .number(let digits)):
            return number(digits, name, factor).map { .number($0) }
        case (.number, _): return .failure(.wrongType(name, .number))
        case (.whole, _): return .failure(.wrongType(name, .whole))
        case (.truth, .bool(let truth)): return .success(.truth(truth))
        case (.truth, _): return .failure(.wrongType(name, .truth))
        case (.word(let weights, let patterns), .string(let word)):
            let amount = patterns.lazy.compactMap { $0.amount(in: word) }.first
            guard weights[word] != nil || (amount ?? 0) > 0 else {
                return .failure(.unknownWord(name, word, of: words))
            }
            return .success(.text(word))
        case (.word, _): return .failure(.wrongType(name, .word))
        case (.list(let emptyIsMissing), .array(let elements)):
            return list(elements, name, emptyIsMissing: emptyIsMissing)
        case (.list, _): return .failure(.wrongType(name, .list))
        }
    }

    private func number(
        _ digits: String, _ name: String, _ factor: Double
    ) -> Result<Double, ModelError> {
        guard let entered = Double(digits), entered.isFinite else {
            return .failure(.wrongType(name, .number))
        }
        if kind == .whole, entered != entered.rounded() {
            return .failure(.wrongType(name, .whole))
        }
        let value = entered * factor
        guard value.isFinite, bounds.contain(value) else {
            return .failure(.outside(name, entered, bounds.over(factor)))
        }
        return .success(value)
    }

    private func list(
        _ elements: [JSON], _ name: String, emptyIsMissing: Bool
    ) -> Result<ExpressionValue?, ModelError> {
        var entries: [Double?] = []
        for element in elements {
            switch element.content {
            case .null: entries.append(nil)
            case .number(let digits):
                switch number(digits, name, 1) {
                case .success(let value): entries.append(value)
                case .failure(let error): return .failure(error)
                }
            default: return .failure(.wrongType(name, .number))
            }
        }
        let isMissing = entries.isEmpty || (emptyIsMissing && entries.allSatisfy { $0 == nil })
        return .success(isMissing ? nil : .list(entries))
    }
}

extension ModelInput.Bounds {
    /// The range in the unit in which the value was entered.
    fileprivate func over(_ factor: Double) -> ModelInput.Bounds {
        ModelInput.Bounds(
            above: above.map { $0 / factor }, least: least.map { $0 / factor },
            most: most.map { $0 / factor })
    }

    /// `> 0`, `0.3–2.5`.
    public var text: String {
        let low = above.map { "> \(plain($0))" } ?? least.map { "≥ \(plain($0))" }
        let high = most.map { "≤ \(plain($0))" }
        return [low, high].compactMap { $0 }.joined(separator: ", ")
    }
}

/// Shortest digits, without `.0`.
func plain(_ number: Double) -> String {
    // Twelve digits hide the binary rests of unit factors and keep every figure anyone wrote.
    guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
    if number == number.rounded() { return "\(Int(number))" }
    var scale = 1.0
    var rounded = number
    for _ in 0..<12 {
        scale *= 10
        rounded = (number * scale).rounded() / scale
        if Nearness.isEqual(rounded, number) { break }
    }
    return "\(rounded)"
}
