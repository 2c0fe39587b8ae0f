import Application
import Domain
import Glibc

/// Measures how fast messages of a laboratory are read, and how fast they are durably kept.
enum MessageBenchCommand {
    static let all = [messages]

    static let messages = Command(
        "bench", "messages", [.init(name: "N")], act: .measureStore
    ) { invocation throws(CommandError) in
        guard let count = Int(invocation.place(0)), (1...10_000_000).contains(count) else {
            throw .usage(Phrase("journal.badNumber", ["text": .text(invocation.place(0))]))
        }
        let place = try Workplace.open(invocation)
        let codes = try ImportCommands.codes(invocation, place.office)
        let prefix = Secrets.token(bytes: 4)
        let bench = try storing { () throws(StoreError) in
            try MessageBench(place.office, codes: codes)
        }
        let reading = StopWatch()
        let read = bench.read(count)
        let readSeconds = reading.seconds
        let afterReading = peakKilobytes
        let keeping = StopWatch()
        // The first thousand fill what fills once: the memory of the database for pages.
        var kept = try storing { () throws(StoreError) in
            try bench.keep(min(count, 1000), prefix: prefix + "a")
        }
        let afterThousand = peakKilobytes
        kept += try storing { () throws(StoreError) in
            try bench.keep(count - min(count, 1000), prefix: prefix + "b")
        }
        let keptSeconds = keeping.seconds
        invocation.console.print(
            JSON.object([
                ("messages", .int(count)), ("read", .int(read)), ("kept", .int(kept)),
                ("readPerSecond", .double(Double(count) / readSeconds)),
                ("keptPerSecond", .double(Double(count) / keptSeconds)),
                ("kilobytesAfterReading", .int(afterReading)),
                ("kilobytesAfterThousandKept", .int(afterThousand)),
                ("kilobytes", .int(peakKilobytes)),
            ]))
        return read == count && kept == count ? .done : .refused
    }

    /// The most memory that the process has had.
    private static var peakKilobytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}
