import Application
import Domain
import Glibc

/// Measures the store: durable writes, and the race for the last unit.
enum BenchCommands {
    static let all = [writes, contest, racer]

    /// Each write is a booking with a reference of its own; `ACK ref` is printed when it is
    /// durable and not before.
    static let writes = Command(
        "bench", "writes", [.init(name: "N")], act: .measureStore,
        options: [.init(name: "ack"), .init(name: "prefix", value: "TEXT")]
    ) { invocation throws(CommandError) in
        let count = try number(invocation.place(0), in: 1...10_000_000)
        let place = try Workplace.open(invocation)
        let prefix = invocation.value("prefix") ?? "w\(Secrets.token(bytes: 4))"
        let start = StopWatch()
        let office = place.office
        try storing { () throws(StoreError) in
            try office.demand(.measureStore)
            try office.bookMany(count, refs: { "\(prefix)-\($0)" }) { ref in
                guard invocation.has("ack") else { return }
                invocation.console.print("ACK \(ref)")
                invocation.console.flush()
            }
        }
        let seconds = start.seconds
        if !invocation.has("ack") {
            invocation.console.print(
                JSON.object([
                    ("writes", .int(count)), ("seconds", .double(seconds)),
                    ("perSecond", .double(Double(count) / seconds)),
                ]))
        }
        return .done
    }

    /// Processes race for the last unit of a resource, contest after contest. Exactly one may win
    /// each, and nobody may see a raw error of the database.
    static let contest = Command(
        "bench", "contest", act: .measureStore,
        options: [
            .init(name: "processes", value: "P"), .init(name: "contests", value: "N"),
        ]
    ) { invocation throws(CommandError) in
        let processes = try invocation.int("processes", in: 1...64) ?? 4
        let contests = try invocation.int("contests", in: 1...1_000_000) ?? 100
        let place = try Workplace.open(invocation)
        let resource = try storing { () throws(StoreError) in
            try place.office.openContest(contests)
        }
        let watch = StopWatch()
        let program = Self.ownPath()
        // By the environment: a password in the address must not stand in the list of processes.
        setenv("CARTAS_STORE", place.premises.address, 1)
        let children = (0..<processes).map { racer in
            spawn(
                program,
                ["bench", "racer", resource.text, String(contests), String(racer)]
                    + (invocation.value("user").map { ["--user", $0] } ?? []))
        }
        let results = children.map { wait(for: $0) }
        let tally = try storing { () throws(StoreError) in
            try place.office.contestTally(resource)
        }
        let failed = results.filter { $0 != 0 }.count
        let isSound =
            tally.winners == contests && tally.doubles == 0 && failed == 0
        invocation.console.print(
            JSON.object([
                ("processes", .int(processes)), ("contests", .int(contests)),
                ("winners", .int(tally.winners)), ("doubles", .int(tally.doubles)),
                ("failedProcesses", .int(failed)), ("seconds", .double(watch.seconds)),
            ]))
        return isSound ? .done : .refused
    }

    /// One of the processes of a contest.
    static let racer = Command(
        "bench", "racer",
        [.init(name: "RESOURCE"), .init(name: "CONTESTS"), .init(name: "RACER")],
        act: .measureStore
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let resource: Resource.ID = try invocation.id(invocation.place(0))
        let contests = try number(invocation.place(1), in: 1...1_000_000)
        let racer = try number(invocation.place(2), in: 0...1000)
        let won = try storing { () throws(StoreError) in
            try place.office.demand(.measureStore)
            return try place.office.race(for: resource, contests: contests, as: racer)
        }
        invocation.console.print(JSON.object([("racer", .int(racer)), ("won", .int(won))]))
        return .done
    }

    private static func number(
        _ text: String, in range: ClosedRange<Int>
    ) throws(CommandError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw .usage(Phrase("journal.badNumber", ["text": .text(text)]))
        }
        return number
    }

    private static func ownPath() -> String {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        return String(
            decoding: bytes.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Starts the program again; its standard output is not wanted here.
    private static func spawn(_ program: String, _ arguments: [String]) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = -1
        return posix_spawn(&child, program, &actions, nil, &words, environ) == 0 ? child : -1
    }

    private static func wait(for child: pid_t) -> Int32 {
        guard child > 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        return status
    }
}
