import Application
public import Domain

extension Form {
    /// What an entry must be. A rule other than `required` accepts an empty entry.
    public enum Rule: Equatable, Sendable {
        case required
        case identifier
        /// A day of the calendar: `2026-11-21`, `11/21`, `R8.11.21`, `+3`.
        case day(today: Day, ClosedRange<Day>? = nil)
        case time
        case number(ClosedRange<Double>)
        case wholeNumber(ClosedRange<Int>)
        /// A reading: kana of either kind, blanks and long marks.
        case kana
        case atMost(Int)

        func fault(of text: String) -> Phrase? {
            let entry = text.trimmed
            if entry.isEmpty { return self == .required ? Phrase("form.required") : nil }
            switch self {
            case .required: return nil
            case .identifier: return identifierFault(entry)
            case .day(let today, let range): return dayFault(entry, today, range)
            case .time:
                return (try? ClockTime(entry)) == nil
                    ? Phrase("form.time", ["text": .text(entry)]) : nil
            case .number(let range):
                guard let number = Double(DayEntry.narrow(entry)), number.isFinite else {
                    return Phrase("form.number", ["text": .text(entry)])
                }
                return range.contains(number)
                    ? nil : outside("\(range.lowerBound)", "\(range.upperBound)")
            case .wholeNumber(let range):
                guard let number = Int(DayEntry.narrow(entry)) else {
                    return Phrase("form.number", ["text": .text(entry)])
                }
                return range.contains(number)
                    ? nil : outside("\(range.lowerBound)", "\(range.upperBound)")
            case .kana: return entry.allSatisfy(\.isKana) ? nil : Phrase("form.kana")
            case .atMost(let count):
                return entry.count <= count ? nil : Phrase("form.tooLong", ["count": .count(count)])
            }
        }

        private func outside(_ least: String, _ most: String) -> Phrase {
            Phrase("form.outside", ["least": .text(least), "most": .text(most)])
        }

        private func identifierFault(_ entry: String) -> Phrase? {
            do throws(IdentifierError) {
                _ = try Identifier<Form>(entry)
                return nil
            } catch {
                return error.phrase
            }
        }

        private func dayFault(_ entry: String, _ today: Day, _ range: ClosedRange<Day>?) -> Phrase?
        {
            guard let day = DayEntry.day(entry, today: today) else {
                return Phrase("form.day", ["text": .text(entry)])
            }
            guard let range, !range.contains(day) else { return nil }
            return Phrase(
                "form.dayOutside",
                ["least": .day(range.lowerBound), "most": .day(range.upperBound)])
        }
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension Character {
    /// Kana of either width, their marks, and what stands between the parts of a name.
    var isKana: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x3041...0x3096, 0x3099...0x309F, 0x30A1...0x30FF, 0xFF66...0xFF9F, 0x20, 0x3000:
                true
            default: false
            }
        }
    }
}
