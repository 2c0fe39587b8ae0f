import Domain
import Glibc
import Statistics
import Store

/// Invented measurements and grades around an infusion.
///
/// The shapes are made to look at: fever and inflammation rise within days and fall again,
/// counts fall and recover. They come from no patient and no publication, and say nothing about
/// how often anything happens.
enum DemoClinic {
    /// The height of an invented wave on a day after the infusion.
    private static func wave(_ day: Int, peak: Double, width: Double) -> Double {
        let distance = (Double(day) - peak) / width
        return exp(-distance * distance)
    }

    /// The days on which something was measured, by now.
    static func days(_ course: DemoCourse, until now: Instant) -> [Day] {
        guard let dayZero = course.dayZero else {
            let day = course.record.referral.at.adding(minutes: 26 * 60).day
            return day < now.day ? [day] : []
        }
        let last = min(now.day, course.discharge ?? dayZero + 21, dayZero + 21)
        let seen = (0...26).map { dayZero - 6 + $0 }.filter { $0 <= last }
        return dayZero + responseDay < now.day ? seen + [dayZero + responseDay] : seen
    }

    /// When the response is looked at for the first time.
    private static let responseDay = 28

    /// What was found then. Which patient responds is chance and nothing else.
    private static func response(
        _ course: DemoCourse, on day: Day, until now: Instant, _ random: inout SeededGenerator
    ) -> [Observation] {
        let words = ["CR", "CR", "CR", "CR", "PR", "PR", "SD", "PD", "PD"]
        let noon = ClockTime(hour: 12, minute: 0) ?? .midnight
        return [
            Observation(
                patient: course.patient.id, code: "best_response",
                value: .word(words[random.below(words.count)]), unit: "",
                at: Instant(day, noon, offsetMinutes: now.offsetMinutes))
        ]
    }

    /// What was measured on one day. Every day has its own random stream, so that it can be made
    /// when it is written and need not be kept.
    static func observations(
        _ course: DemoCourse, on day: Day, until now: Instant, _ random: inout SeededGenerator
    ) -> [Observation] {
        let start = course.record.referral.at.adding(minutes: 26 * 60)
        guard let dayZero = course.dayZero else { return baseline(course, at: start, &random) }
        var found: [Observation] = []
        if day == dayZero - 6 {
            let ward = ClockTime(hour: 5, minute: 0) ?? .midnight
            let at = Instant(day, ward, offsetMinutes: now.offsetMinutes)
            found = baseline(course, at: at, &random)
        }
        let severity = course.severity
        let offset = day - dayZero
        if offset == responseDay { return response(course, on: day, until: now, &random) }
        // Who is brought to intensive care is at the worst on that day.
        let peak = course.transfer == nil ? 4 + 2 * (1 - severity) : Double(course.peak)
        let storm = severity * wave(offset, peak: peak, width: 3)
        func note(_ code: String, _ value: Double, _ unit: String, _ hour: Int) {
            let spread = code == "TEMP" ? 0.006 : 0.12
            let noisy = value * (1 - spread / 2 + spread * random.unit())
            let at = Instant(
                day, ClockTime(hour: hour, minute: 0) ?? .midnight,
                offsetMinutes: now.offsetMinutes)
            guard at <= now else { return }
            let places: Double = noisy >= 100 ? 1 : code == "TEMP" ? 10 : 100
            found.append(
                Observation(
                    patient: course.patient.id, code: code,
                    value: .number((noisy * places).rounded() / places), unit: unit, at: at))
        }
        note("CRP", 0.4 + 18 * storm, "mg/dL", 6)
        note("FERRITIN", 350 + 9000 * storm * severity, "ng/mL", 6)
        note("LDH", 210 + 260 * storm, "U/L", 6)
        note("PLT", 160 - 110 * wave(offset, peak: 9, width: 7), "10*9/L", 6)
        note("ANC", max(0.02, 3.2 - 3.2 * wave(offset, peak: 7, width: 6)), "10*9/L", 6)
        note("HB", 10.8 - 2.4 * wave(offset, peak: 10, width: 8), "g/dL", 6)
        note("CREATININE", 0.8 + 0.5 * storm * severity, "mg/dL", 6)
        note("PHOSPHATE", 3.4 - 1.5 * storm, "mg/dL", 6)
        if [-1, 1, 3].contains(offset) { note("PAI1", 18 + 60 * storm, "ng/mL", 6) }
        for hour in [7, 15, 23] { note("TEMP", 36.5 + 2.9 * storm, "Cel", hour) }
        return found + ice(course, on: day, offset, until: now)
    }

    /// The ten items of the ICE score, morning and evening: as many as go with the grade.
    private static func ice(
        _ course: DemoCourse, on day: Day, _ offset: Int, until now: Instant
    ) -> [Observation] {
        guard offset > 0 else { return [] }
        let score = [10.0, 8, 5, 2, 0][level(.icans, course, offset)]
        return [8, 20].compactMap { hour in
            let at = Instant(
                day, ClockTime(hour: hour, minute: 0) ?? .midnight,
                offsetMinutes: now.offsetMinutes)
            guard at <= now else { return nil }
            return Observation(
                patient: course.patient.id, code: "ICE", value: .number(score), unit: "", at: at)
        }
    }

    /// What is known before anything is done: the items of a work-up, under the names of the code
    /// table and of the facts that rules ask for.
    private static func baseline(
        _ course: DemoCourse, at: Instant, _ random: inout SeededGenerator
    ) -> [Observation] {
        let items: [(String, Double, Double, String)] = [
            ("CRP", 0.2, 3, "mg/dL"), ("FERRITIN", 80, 900, "ng/mL"), ("LDH", 160, 420, "U/L"),
            ("PLT", 60, 240, "10*9/L"), ("ANC", 0.8, 4.5, "10*9/L"),
            ("ALC", 0.2, 1.6, "10*9/L"), ("HB", 8, 13, "g/dL"),
            ("CREATININE", 0.5, 1.3, "mg/dL"), ("LVEF", 45, 68, "%"),
            ("CD3", 150, 1100, "/uL"), ("CD4CD8", 0.2, 2.5, "{ratio}"),
            ("WEIGHT", 44, 82, "kg"), ("HEIGHT", 148, 182, "cm"),
            ("PHOSPHATE", 2.8, 4.2, "mg/dL"),
        ]
        var found = items.map { code, low, high, unit in
            let value = low + (high - low) * random.unit()
            return Observation(
                patient: course.patient.id, code: code,
                value: .number((value * 100).rounded() / 100), unit: unit, at: at)
        }
        let counts = [("ecog", random.below(3)), ("lines", 1 + random.below(4))]
        let status = ["relapsed", "refractory", "remission"][random.below(3)]
        let response = ["CR", "PR", "SD", "PD"][random.below(4)]
        var words = [("status", status), ("disease_response", response)]
        switch course.record.referral.indication {
        case .lymphoma: words.append(("diagnosis", ["DLBCL", "FL", "MCL"][random.below(3)]))
        case .leukaemia: words.append(("diagnosis", "B-ALL"))
        case .myeloma, .lupus, .otherAutoimmune: break
        }
        found += counts.map { code, count in
            Observation(
                patient: course.patient.id, code: code, value: .number(Double(count)), unit: "",
                at: at)
        }
        found += words.map { code, word in
            Observation(
                patient: course.patient.id, code: code, value: .word(word), unit: "", at: at)
        }
        return found + DemoWorkUp.observations(course, at: at, random)
    }

    /// What came out of a collection: enough that the demo centre learns an efficiency of its own.
    static func collection(
        _ course: DemoCourse, at: Instant, _ random: inout SeededGenerator
    ) -> CollectionRecord {
        let count = 250 + 900 * random.unit()
        let litres = 6 + 5 * random.unit()
        let efficiency = 0.35 + 0.3 * random.unit()
        func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
        return CollectionRecord(
            id: "C-\(course.record.id.text)", course: course.record.id, at: at,
            collectedCells: (count * litres * efficiency).rounded() * 1e6,
            countPerMicrolitre: count.rounded(), volumeLitres: tenths(litres),
            quality: .init(
                cd4cd8: tenths(0.3 + 2.5 * random.unit()),
                naivePercent: tenths(5 + 35 * random.unit()),
                viabilityPercent: tenths(90 + 9.5 * random.unit())))
    }

    private static func level(_ toxicity: Toxicity, _ course: DemoCourse, _ offset: Int) -> Int {
        let share = toxicity == .crs ? course.severity : course.severity - 0.45
        let peak = toxicity == .crs ? Double(course.peak) : 6.0
        return max(0, min(4, Int(4 * share * wave(offset, peak: peak, width: 3) + 0.35)))
    }

    /// One grade a day while there is one, and the 0 that ends it.
    static func grades(
        _ course: DemoCourse, until now: Instant
    ) -> [Grade] {
        guard let dayZero = course.dayZero else { return [] }
        var grades: [Grade] = []
        for toxicity in [Toxicity.crs, .icans] {
            var before = 0
            for offset in 1...18 {
                let at = Instant(
                    dayZero + offset, ClockTime(hour: 8, minute: 0) ?? .midnight,
                    offsetMinutes: now.offsetMinutes)
                guard at <= now else { break }
                let level = level(toxicity, course, offset)
                defer { before = level }
                // Somebody looks at everybody once: no grade at all would not be the grade 0.
                guard level > 0 || before > 0 || offset == 1 else { continue }
                let crs = level < 2 ? "fever" : "pressure"
                let finding = level == 0 ? "none" : toxicity == .crs ? crs : "score"
                if let grade = try? Grade(
                    toxicity, level, at: at, deciding: [Finding(finding, at: at)])
                {
                    grades.append(grade)
                }
            }
        }
        return grades
    }
}
