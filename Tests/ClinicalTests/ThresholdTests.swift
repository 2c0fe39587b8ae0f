import Support
import Testing

/// A limit in Swift is a limit that no centre can change and no reader can check.
struct ThresholdTests {
    /// Numbers that are no clinical limits, and why they may stand in the code.
    static let allowed: [String: Set<String>] = [
        // When two numbers count as equal; sizes that keep hostile files from exhausting memory.
        "Expression/Expression.swift": ["1e-9"],
        "Expression/ExpressionParser.swift": ["60"],
        // A step beside a limit, and the most trials before asking.
        "Models/ModelInput.swift": ["0.125"],
        "Models/ModelEvaluation.swift": ["500_000"],
        // How digits are written, and how far a slip of the decimal point moves a value.
        "Models/ModelInputReading.swift": ["1e15", "12", "10"],
        "Facts/FactJudging.swift": ["10"],
        // Bounds of what a file may say, not of what a rule gives.
        "Products/ProductFile.swift": ["9", "99", "30", "60"],
        "Washout/WashoutRule.swift": ["3660"],
        // Bounds of what a file may say; minutes of an hour.
        "Facts/FactSeries.swift": ["30", "365", "10_000", "60"],
        // The parts of a rule's name.
        "Rules/CentreRules.swift": ["3"], "Rules/StoredApprovals.swift": ["3"],
        // Minutes of an hour.
        "Grading/Grading.swift": ["60"],
        // Bounds of what a file may say; minutes of an hour, months of a year.
        "Ward/WardFile.swift": ["36_500", "24", "31", "20", "5", "60"],
        "Ward/DischargeRule.swift": ["24", "12", "3650", "365", "60"],
        // Bounds of what a file may say; percent.
        "Ward/ICURule.swift": ["10_000", "100", "365"],
    ]

    @Test func noLimitStandsInTheCode() {
        let files = Repository.files(below: "Sources/Clinical", suffix: ".swift")
        #expect(files.count > 25)
        for path in files {
            let name = String(path.dropFirst("Sources/Clinical/".count))
            let found = Self.numbers(in: Repository.text(path)).filter {
                !["0", "1", "2", "0.0", "1.0"].contains($0)
            }
            let strange = Set(found).subtracting(Self.allowed[name] ?? [])
            #expect(strange.isEmpty, "\(name): \(strange.sorted())")
        }
    }

    /// A check that cannot fail is a defect.
    @Test func aPlantedLimitIsFound() {
        let planted = "    guard platelets >= 45.5, age < 1_000 else { return }  // above 7"
        #expect(Self.numbers(in: planted) == ["45.5", "1_000"])
        #expect(Self.numbers(in: "let x = \"below 30\"; log2(y0); $0.dose; /// 12") == [])
        #expect(Self.numbers(in: "(3...40).contains(x)") == ["3", "40"])
    }

    /// The number literals outside comments, texts and names.
    static func numbers(in source: String) -> [String] {
        var found: [String] = []
        for line in source.split(separator: "\n") {
            var inText = false
            var word = ""
            var before: Character = " "
            func finish() {
                if let first = word.first, first.isNumber { found += literals(in: word) }
                word = ""
            }
            for character in line {
                if character == "\"" { inText.toggle() }
                if !inText, character == "/", before == "/" { break }
                let belongs =
                    character.isLetter || character.isNumber || "_$".contains(character)
                    || (character == "." && word.first?.isNumber == true)
                    || (character == "-" && word.first?.isNumber == true && before == "e")
                if !inText, belongs {
                    word.append(character)
                } else {
                    finish()
                }
                before = character
            }
            finish()
        }
        return found
    }

    /// `0..<3` is two numbers, `1.5` is one, and `3.isEven` is one with a name behind it.
    private static func literals(in word: String) -> [String] {
        let parts = word.split(separator: ".").map(String.init)
        if word.contains(".."), parts.count > 1 || word.hasSuffix(".") {
            return parts.filter { $0.first?.isNumber ?? false }
        }
        guard parts.count > 1, parts[1].first?.isNumber ?? false else {
            return [String(word.prefix { $0 != "." })]
        }
        return [parts[0] + "." + parts[1]]
    }
}
