import Application
import Domain
import Glibc

/// How long it takes to judge every product for one patient.
enum BenchClinicalCommand {
    static let all = [clinical]

    static let clinical = Command(
        "bench", "clinical", act: .compute,
        options: [
            .patient, .seed, Invocation.rulesOption, .init(name: "patients", value: "N"),
        ]
    ) { invocation throws(CommandError) in
        let desk = try invocation.desk()
        let file = try invocation.patient()
        if let patients = try invocation.int("patients", in: 1...1_000_000) {
            return try trial(invocation, desk, file, patients)
        }
        var times: [Int] = []
        var products = 0
        for _ in 0..<repeats {
            let start = nanoseconds()
            products = desk.judgeAll(file)
            times.append(nanoseconds() - start)
        }
        times.sort()
        let (best, median) = (times[0] / 1000, times[times.count / 2] / 1000)
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("products", .int(products)), ("repeats", .int(repeats)),
                    ("bestMicroseconds", .int(best)), ("medianMicroseconds", .int(median)),
                ]))
        } else {
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        "bench.clinical",
                        [
                            "products": .count(products),
                            "best": .count(best), "median": .count(median),
                            "repeats": .count(repeats),
                        ])))
        }
        return .done
    }

    /// Checks on random patients what must hold of the rules for any patient.
    private static func trial(
        _ invocation: Invocation, _ desk: ClinicalDesk, _ file: PatientFile, _ patients: Int
    ) throws(CommandError) -> ExitCode {
        let seed = try invocation.int("seed", in: 0...Int.max) ?? 1
        let start = nanoseconds()
        let trial = desk.trial(file, patients: patients, seed: UInt64(seed))
        let milliseconds = (nanoseconds() - start) / 1_000_000
        let checks = KnowledgeTrial.Property.allCases.map { ($0.rawValue, trial.checks[$0] ?? 0) }
        if invocation.wantsJSON {
            let failures = trial.failures.map { failure in
                JSON.object([
                    ("property", .string(failure.property.rawValue)),
                    ("patient", .int(failure.patient)), ("fact", .string(failure.fact)),
                ])
            }
            invocation.console.print(
                JSON.object([
                    ("patients", .int(patients)), ("seed", .int(seed)),
                    ("checks", .object(checks.map { ($0.0, .int($0.1)) })),
                    ("failures", .array(failures)), ("milliseconds", .int(milliseconds)),
                ]))
        } else {
            var values: [String: Phrase.Value] = [
                "patients": .count(patients), "failures": .count(trial.failures.count),
                "ms": .count(milliseconds),
            ]
            for (name, count) in checks { values[name] = .count(count) }
            invocation.console.print(invocation.wording(Phrase("bench.trial", values)))
            for failure in trial.failures {
                invocation.console.print(
                    invocation.wording(
                        Phrase(
                            "bench.trialFailed",
                            [
                                "property": .text(failure.property.rawValue),
                                "patient": .count(failure.patient), "fact": .text(failure.fact),
                            ])))
            }
        }
        return trial.failures.isEmpty ? .done : .refused
    }

    private static let repeats = 500

    private static func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
