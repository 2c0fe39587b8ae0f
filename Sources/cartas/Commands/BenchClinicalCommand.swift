import Application
import Clinical
import Domain
import Glibc

/// How long it takes to judge every product for one patient.
enum BenchClinicalCommand {
    static let all = [clinical]

    static let clinical = Command(
        "bench", "clinical", options: [.from, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let knowledge = try invocation.knowledge()
        let file = try invocation.patient()
        var times: [Int] = []
        for _ in 0..<repeats {
            let start = nanoseconds()
            let sheet = file.sheet(knowledge)
            let verdicts = knowledge.eligibility(sheet)
            guard verdicts.count == knowledge.products.all.count else { break }
            times.append(nanoseconds() - start)
        }
        times.sort()
        let (best, median) = (times[0] / 1000, times[times.count / 2] / 1000)
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("products", .int(knowledge.products.all.count)), ("repeats", .int(repeats)),
                    ("bestMicroseconds", .int(best)), ("medianMicroseconds", .int(median)),
                ]))
        } else {
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        "bench.clinical",
                        [
                            "products": .count(knowledge.products.all.count),
                            "best": .count(best), "median": .count(median),
                            "repeats": .count(repeats),
                        ])))
        }
        return .done
    }

    private static let repeats = 500

    private static func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
