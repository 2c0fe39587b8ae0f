import Clinical
import Domain
import Support
import Testing

@testable import Application

/// The grades of a bedside entry against the tables of the consensus, written down once more.
struct GradeTableTests {
    static let now = OfficeTests.now

    /// Hypotension by vasopressors (none, one, several) and vasopressin.
    private static let pressure: [[Int]] = [[0, 3], [3, 3], [4, 4]]
    private static let oxygen: [(word: String, grade: Int)] = [
        ("room_air", 0), ("nasal_1L", 2), ("nasal_6L", 2), ("blow_by", 2), ("nasal_7L", 3),
        ("high_flow_40L", 3), ("face_mask", 3), ("non_rebreather", 3), ("venturi", 3),
        ("cpap", 4), ("bipap", 4), ("intubated", 4),
    ]
    private static let consciousness: [(word: String, grade: Int)] = [
        ("alert", 0), ("awakens_spontaneously", 1), ("awakens_to_voice", 2),
        ("awakens_to_touch", 3), ("unarousable", 4),
    ]
    private static let seizures: [(word: String, grade: Int)] = [
        ("none", 0), ("brief_resolved", 3), ("eeg_resolved", 3), ("prolonged_gt_5min", 4),
        ("repetitive", 4),
    ]

    /// One generated course: what was before, and what is seen now.
    private struct Course10k {
        var temperature = 0.0
        var hypotension = false
        var pressors = 0
        var vasopressin = false
        var oxygen = 0
        var hadFever = false
        var wasTreated = false
        var passed: [Bool] = []
        var consciousness = 0
        var seizure = 0
        var hemiparesis = false

        init(_ random: inout RandomSource) {
            temperature = Double(random.int(in: 360...410)) / 10
            hypotension = random.chance(0.4)
            pressors = random.chance(0.7) ? 0 : random.int(in: 1...3)
            vasopressin = random.chance(0.1)
            oxygen = random.chance(0.5) ? 0 : random.int(in: 0...(GradeTableTests.oxygen.count - 1))
            hadFever = random.chance(0.4)
            wasTreated = random.chance(0.3)
            passed = (0..<10).map { _ in random.chance(0.8) }
            if random.chance(0.05) { passed = Array(repeating: false, count: 10) }
            consciousness = random.chance(0.8) ? 0 : random.int(in: 1...4)
            seizure = random.chance(0.9) ? 0 : random.int(in: 1...4)
            hemiparesis = random.chance(0.03)
        }

        var crs: Int {
            let fever = temperature >= 38
            guard fever || (hadFever && wasTreated) else { return 0 }
            var pressure = GradeTableTests.pressure[min(2, pressors)][vasopressin ? 1 : 0]
            if pressure == 0, hypotension { pressure = 2 }
            return max(fever ? 1 : 0, pressure, GradeTableTests.oxygen[oxygen].grade)
        }

        var icans: Int {
            let points = passed.count { $0 }
            let score =
                switch points {
                case 10: 0
                case 7, 8, 9: 1
                case 3, 4, 5, 6: 2
                default: 3
                }
            return max(
                score, GradeTableTests.consciousness[consciousness].grade,
                GradeTableTests.seizures[seizure].grade, hemiparesis ? 4 : 0)
        }

        var entry: BedsideEntry {
            BedsideEntry(
                Course.ID(prefix: "K", number: 1), at: GradeTableTests.now,
                ice: Dictionary(uniqueKeysWithValues: zip(BedsideEntry.iceItems, passed)),
                findings: [
                    "temp_C": .double(temperature), "hypotension": .bool(hypotension),
                    "vasopressors_excl_vasopressin": .int(pressors),
                    "vasopressin": .bool(vasopressin),
                    "o2": .string(GradeTableTests.oxygen[oxygen].word),
                    "consciousness": .string(GradeTableTests.consciousness[consciousness].word),
                    "seizure": .string(GradeTableTests.seizures[seizure].word),
                    "motor": .string(hemiparesis ? "hemiparesis" : "none"),
                ])
        }

        /// Fever and dose of the past stand in the store and are not typed.
        var ground: BedsideGround {
            let infused = GradeTableTests.now.adding(minutes: -5 * 1440)
            let patient = Patient.ID(prefix: "P", number: 1)
            let course = Course.ID(prefix: "K", number: 1)
            let fever = Observation(
                patient: patient, code: "TEMP", value: .number(hadFever ? 38.4 : 36.8),
                unit: "Cel", at: GradeTableTests.now.adding(minutes: -600))
            let dose = Treatment(
                id: Treatment.ID(prefix: "M", number: 1), course: course, drug: "tocilizumab",
                dose: "8 mg/kg", at: GradeTableTests.now.adding(minutes: -300))
            return BedsideGround(
                file: PatientFile(
                    asOf: GradeTableTests.now,
                    facts: [Fact("age", .number(54), unit: "a")], drugs: nil, product: nil,
                    days: .init(), collections: []),
                grades: [], observations: [fever], treatments: wasTreated ? [dose] : [],
                infused: infused)
        }
    }

    @Test func tenThousandCoursesAreGradedAsTheTableSays() throws {
        let desk = try ClinicalDesk(rules: nil, Wording(.english))
        var random = RandomSource(seed: 10_000)
        var seen: Set<[Int]> = []
        for number in 0..<10_000 {
            let course = Course10k(&random)
            let judgement = desk.judge(course.entry, course.ground)
            let crs = judgement.judged(.crs)?.grade.level
            let icans = judgement.judged(.icans)?.grade.level
            guard crs == course.crs, icans == course.icans else {
                Issue.record("course \(number): \(crs ?? -1) \(icans ?? -1) \(course)")
                return
            }
            seen.insert([course.crs, course.icans])
        }
        // Every pair of grades from 0 to 4 came up.
        #expect(seen.count == 25)
    }
}
