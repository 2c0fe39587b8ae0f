import Application
import Domain
import Glibc

/// How long it takes to judge every product for one patient.
enum BenchClinicalCommand {
    static let all = [clinical]

    static let clinical = Command(
        "bench", "clinical", act: .compute, options: [.from, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let desk = try invocation.desk()
        let file = try invocation.patient()
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

    private static let repeats = 500

    private static func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
