public import Clinical
import Domain

extension Wording {
    /// A condition as people read it: `platelets ≥ 45 ×10⁹/L and not pregnant or breast-feeding`.
    public func callAsFunction(_ expression: Expression, _ facts: FactTable) -> String {
        write(expression, facts, inside: false)
    }

    private func write(_ expression: Expression, _ facts: FactTable, inside: Bool) -> String {
        switch expression {
        case .number(let number): plainNumber(number)
        case .text(let text): text
        case .truth(let truth): self(truth ? "logic.always" : "logic.never")
        case .null: "–"
        case .name(let name): facts[name].map { self($0.label) } ?? name
        case .negative(let inner): "−" + write(inner, facts, inside: true)
        case .oneOf(let one, let others) where others.count == 1:
            compare(.equals, one, others[0], facts)
        case .not(.oneOf(let one, let others)) where others.count == 1:
            compare(.differs, one, others[0], facts)
        case .not(.oneOf(let one, let others)):
            oneOf("logic.noneOf", one, others, facts)
        case .not(let inner):
            self(Phrase("logic.not", ["what": .text(write(inner, facts, inside: true))]))
        case .arithmetic(let sign, let left, let right):
            bracketed(
                "\(write(left, facts, inside: true)) \(sign.rawValue) "
                    + write(right, facts, inside: true), inside)
        case .comparison(let comparison, let left, let right):
            compare(comparison, left, right, facts)
        case .both(let left, let right):
            joined("logic.and", left, right, facts, inside)
        case .either(let left, let right):
            joined("logic.or", left, right, facts, inside)
        case .condition, .call: "…"
        case .oneOf(let one, let others): oneOf("logic.oneOf", one, others, facts)
        }
    }

    private func oneOf(
        _ key: String, _ one: Expression, _ others: [Expression], _ facts: FactTable
    ) -> String {
        self(
            Phrase(
                key,
                [
                    "what": .text(write(one, facts, inside: true)),
                    "list": .list(others.map { .text(word($0, of: one, facts)) }),
                ]))
    }

    private func joined(
        _ key: String, _ left: Expression, _ right: Expression, _ facts: FactTable,
        _ inside: Bool
    ) -> String {
        let phrase = Phrase(
            key,
            [
                "left": .text(write(left, facts, inside: true)),
                "right": .text(write(right, facts, inside: true)),
            ])
        return bracketed(self(phrase), inside)
    }

    private func bracketed(_ text: String, _ inside: Bool) -> String {
        inside ? "(\(text))" : text
    }

    private func compare(
        _ comparison: Expression.Comparison, _ left: Expression, _ right: Expression,
        _ facts: FactTable
    ) -> String {
        let subject = write(left, facts, inside: true)
        let limit = word(right, of: left, facts)
        guard case .name(let name) = left, let unit = facts[name]?.unit, !unit.isEmpty else {
            return "\(subject) \(comparison.sign) \(limit)"
        }
        return "\(subject) \(comparison.sign) \(limit) \(shownUnit(unit))"
    }

    /// A word by its label where its fact is known.
    private func word(_ value: Expression, of fact: Expression, _ facts: FactTable) -> String {
        guard case .text(let text) = value, case .name(let name) = fact,
            let label = facts[name]?.label(ofWord: text)
        else { return write(value, facts, inside: true) }
        return self(label)
    }

    /// Units as laboratories print them, from the form of the code table.
    public func shownUnit(_ unit: String) -> String {
        switch unit {
        case "10*9/L": "×10⁹/L"
        case "/uL": "/µL"
        case "{ratio}", "{cells}": ""
        case "{ULN}": "× ULN"
        case "a": self("unit.years")
        case "mo": self("unit.months")
        case "wk": self("unit.weeks")
        case "d": self("unit.days")
        default: unit
        }
    }

    /// Shortest digits.
    func plainNumber(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return self.number(Int(number)) }
        // More digits than a laboratory prints only hide the value.
        let most = abs(number) >= 10 ? 1 : abs(number) >= 1 ? 2 : 3
        for places in 1...most where abs(number) >= 0.001 {
            let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
            let rounded = (number * scale).rounded() / scale
            if Nearness.isEqual(rounded, number) || places == most {
                return decimal(rounded, places: places)
            }
        }
        return "\(number)"
    }

    /// A value with its unit and its day: `platelets 180 ×10⁹/L (20 Nov)`.
    public func callAsFunction(_ entry: FactSheet.Entry, _ facts: FactTable) -> String {
        let label = facts[entry.id].map { self($0.label) } ?? entry.id
        let value: String =
            switch entry.value {
            case .number(let number): plainNumber(number)
            case .text(let text): facts[entry.id]?.label(ofWord: text).map { self($0) } ?? text
            case .truth(let truth): self(truth ? "logic.yes" : "logic.no")
            case .list, .null, .unknown: "–"
            }
        let unit = shownUnit(entry.unit)
        let measured = unit.isEmpty ? "\(label) \(value)" : "\(label) \(value) \(unit)"
        let derived = entry.derivedBy == nil ? "" : " " + self("facts.derived")
        guard let at = entry.at else { return measured + derived }
        return "\(measured) (\(shortDay(at.day)))\(derived)"
    }
}
