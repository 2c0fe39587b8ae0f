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
        "Ward/WardFile.swift": ["36_500", "24", "31", "72", "20", "5", "60"],
        "Ward/DischargeRule.swift": ["24", "12", "3650", "365", "60"],
        // Bounds of what a file may say; percent.
        "Ward/ICURule.swift": ["10_000", "100", "365"],
    ]

    /// What else judges patients, and the numbers there that are no clinical limits.
    static let beside: [String: Set<String>] = [
        // Minutes of an hour; how far back a list, a sheet and a chart look.
        "Application/Ward/WardList.swift": ["24", "60", "72"],
        "Application/Ward/HandOver.swift": ["8", "24", "60"],
        "Application/Ward/PictureMaking.swift": ["14", "24", "60", "400"],
        // Minutes of an hour; the hour of the morning's round.
        "Application/Ward/DueList.swift": ["6", "60"],
        // How a share is written.
        "Application/Ward/WardWords.swift": ["0.0095", "100"],
        // Days of the forecast that the list of flags looks ahead.
        "Application/Ward/FlagList.swift": ["60"],
        // How numbers and shares are written, and how wide a column is.
        "Application/Knowledge/ApheresisPage.swift": ["1e9", "100"],
        "Application/Knowledge/ExpressionWording.swift": ["0.001", "1e15", "3", "10"],
        "Application/Knowledge/ProductPage.swift": ["1e6", "1e9"],
        "Application/Knowledge/QuickTablePage.swift": ["1e9", "100", "7", "8"],
        // Patients that are drawn at random, how many at a time, and what rounds alike.
        "Application/Knowledge/KnowledgeTrial.swift": ["4", "5", "6", "100", "1e-12"],
        // The most that a file may say.
        "Application/Knowledge/PatientFile.swift": ["500"],
        // The status of a process that ended.
        "Application/Ward/Notifier.swift": ["0xFF", "0x7F", "8", "128"],
    ]

    @Test func noLimitStandsInTheCode() {
        let files = Repository.files(below: "Sources/Clinical", suffix: ".swift")
        #expect(files.count > 25)
        for path in files {
            let name = String(path.dropFirst("Sources/Clinical/".count))
            expectNone(in: path, Self.allowed[name] ?? [])
        }
    }

    @Test func noLimitStandsWhereGradesAndWardsAreJudged() {
        let rooms = ["Application/Ward", "Application/Knowledge", "Domain/Ward"]
        let files = rooms.flatMap { Repository.files(below: "Sources/\($0)", suffix: ".swift") }
        #expect(files.count > 25)
        for path in files {
            expectNone(in: path, Self.beside[String(path.dropFirst("Sources/".count))] ?? [])
        }
    }

    private func expectNone(in path: String, _ allowed: Set<String>) {
        let found = Self.numbers(in: Repository.text(path)).filter {
            !["0", "1", "2", "0.0", "1.0"].contains($0)
        }
        let strange = Set(found).subtracting(allowed)
        #expect(strange.isEmpty, "\(path): \(strange.sorted())")
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
