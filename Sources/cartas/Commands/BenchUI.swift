import Application
import Domain
import Glibc
import Terminal

/// Measures the screens from outside: this program starts itself in a pseudo terminal, presses
/// keys, and waits for what a person would see.
struct BenchUI {
    static let command = Command(
        "bench", "ui", act: .measureStore,
        options: [
            .init(name: "keys", value: "N"), .init(name: "starts", value: "N"),
            .init(name: "changes", value: "N"), .init(name: "size", value: "ROWSxCOLUMNS"),
            .init(name: "replan"),
        ]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        guard place.premises.isDemonstration else {
            throw .refused(StoreError.refused(Phrase("bench.demoOnly")))
        }
        var bench = BenchUI(
            address: place.premises.address, size: try size(invocation),
            random: BenchNoise(state: try invocation.seed(default: 1)))
        let starts = try invocation.int("starts", in: 1...1000) ?? 10
        for _ in 0..<starts { try bench.measureStart() }
        let keys = try invocation.int("keys", in: 1...1_000_000) ?? 2000
        let rate = try invocation.int("changes", in: 0...1000) ?? 10
        try bench.measureKeys(
            keys, changesASecond: rate, withReplan: invocation.has("replan"), place)
        bench.report(invocation)
        return .done
    }

    let address: String
    let size: Size
    var random: BenchNoise
    private var firstPaint: [Double] = []
    private var firstData: [Double] = []
    private var keyPaint: [Double] = []
    /// Apart, because the program waits whether a lone Escape begins a sequence.
    private var escapePaint: [Double] = []
    /// By the key's name: what is slow must be findable.
    private var slowest: [(key: String, milliseconds: Double)] = []
    private var unseen = 0
    private var changes = 0
    private var seconds = 0.0
    private var memory = 0

    init(address: String, size: Size, random: BenchNoise) {
        (self.address, self.size, self.random) = (address, size, random)
    }

    private static func size(_ invocation: Invocation) throws(CommandError) -> Size {
        guard let text = invocation.value("size") else { return Size(rows: 50, columns: 160) }
        let parts = text.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, (5...500).contains(parts[0]), (20...1000).contains(parts[1]) else {
            throw .usage(Phrase("bench.badSize", ["text": .text(text)]))
        }
        return Size(rows: parts[0], columns: parts[1])
    }

    private func start() throws(CommandError) -> PseudoTerminal {
        let environment = [
            "TERM=xterm-256color", "LANG=C.UTF-8", "CARTAS_LANG=en", "CARTAS_IDLE_SECONDS=86400",
            "HOME=\(Environment.current["HOME"] ?? "/")",
        ]
        guard let terminal = PseudoTerminal(size),
            terminal.start("/proc/self/exe", ["--store", address], environment)
        else { throw .refused(StoreError.refused(Phrase("bench.noTerminal"))) }
        return terminal
    }

    /// Milliseconds until the bar stands on the screen, and until the first course does.
    private mutating func measureStart() throws(CommandError) {
        let began = Self.milliseconds()
        let terminal = try start()
        var seen: [UInt8] = []
        var painted: Double?
        while Self.milliseconds() - began < 30_000 {
            guard let bytes = terminal.read(withinMilliseconds: 200) else { break }
            seen += bytes
            let text = String(decoding: seen, as: UTF8.self)
            let now = Self.milliseconds() - began
            if painted == nil, text.contains("Board") { painted = now }
            if let painted, text.contains("K-") {
                firstPaint.append(painted)
                firstData.append(now)
                break
            }
        }
        terminal.send(signal: SIGTERM)
        _ = terminal.end(withinMilliseconds: 5000)
    }

    /// Each is pressed with the Board before one and its first row chosen, and every stroke of it
    /// changes the screen: of a key that changes nothing, the next paint is somebody else's.
    private static let scripts: [[String]] = [
        ["j", "k"], ["j", "j", "j", "k", "k", "k"], ["\u{1B}[6~", "\u{1B}[5~"], ["[", "]"],
        ["+", "-"], ["D", "D"], ["G", "\u{1B}[H"], ["2", "1"], ["7", "1"], ["3", "1"], ["s"],
        ["S"], ["g", "s", "a", "\u{1B}"], ["/", "a", "\r", "\u{1B}"], [":", "z", "o", "\u{1B}"],
        ["?", "\u{1B}"],
    ]

    /// Milliseconds from a key to the end of what it draws, while this process changes courses.
    private mutating func measureKeys(
        _ count: Int, changesASecond rate: Int, withReplan: Bool, _ place: Workplace
    ) throws(CommandError) {
        var writer = try BenchWriter(place)
        let terminal = try start()
        settle(terminal, quiet: 700)
        if withReplan {
            // Everybody is planned anew behind the keys, for as long as it takes.
            terminal.type("P")
            settle(terminal, quiet: 100)
            terminal.type("\t")
        }
        let began = Self.milliseconds()
        var nextChange = began
        while keyPaint.count + escapePaint.count + unseen < count {
            if rate > 0, Self.milliseconds() >= nextChange {
                try writer.change()
                changes += 1
                nextChange += 1000 / Double(rate)
            }
            terminal.type("\u{1B}[H")
            for letter in Self.scripts[random.below(Self.scripts.count)] {
                // A change that is being drawn is not this key's doing.
                settle(terminal, quiet: 12)
                try press(letter, terminal)
            }
        }
        slowest = Array(slowest.sorted { $0.milliseconds > $1.milliseconds }.prefix(8))
        seconds = (Self.milliseconds() - began) / 1000
        memory = terminal.child.map { Self.residentKilobytes($0) } ?? 0
        terminal.send(signal: SIGTERM)
        _ = terminal.end(withinMilliseconds: 5000)
    }

    private mutating func press(
        _ letter: String, _ terminal: PseudoTerminal
    ) throws(CommandError) {
        let pressed = Self.milliseconds()
        terminal.type(letter)
        guard let bytes = terminal.read(withinMilliseconds: 60) else {
            throw .refused(StoreError.refused(Phrase("bench.gone")))
        }
        let passed = Self.milliseconds() - pressed
        if bytes.isEmpty {
            unseen += 1
        } else if letter == "\u{1B}" {
            escapePaint.append(passed)
        } else {
            keyPaint.append(passed)
            slowest.append((letter.debugDescription, passed))
        }
    }

    private func settle(_ terminal: PseudoTerminal, quiet: Int32) {
        while let bytes = terminal.read(withinMilliseconds: quiet), !bytes.isEmpty {}
    }

    private static func milliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
    }

    static func residentKilobytes(_ process: pid_t) -> Int {
        guard let bytes = try? InputFile.read("/proc/\(process)/status") else { return 0 }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    // MARK: Report

    private func report(_ invocation: Invocation) {
        let rows: [(String, [Double])] = [
            ("bench.firstPaint", firstPaint), ("bench.firstData", firstData),
            ("bench.keyPaint", keyPaint), ("bench.escapePaint", escapePaint),
        ]
        if invocation.wantsJSON {
            var members = rows.map { (String($0.0.dropFirst(6)), Self.json($0.1)) }
            members += [
                ("unseen", .int(unseen)), ("changes", .int(changes)), ("seconds", .double(seconds)),
                ("residentKB", .int(memory)),
                (
                    "slowest",
                    .array(
                        slowest.map { key, milliseconds in
                            .object([("key", .string(key)), ("ms", .double(milliseconds))])
                        })
                ),
            ]
            invocation.console.print(JSON.object(members))
            return
        }
        for (key, values) in rows {
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        key,
                        [
                            "n": .count(values.count),
                            "p50": .decimal(Self.percentile(values, 50), places: 1),
                            "p90": .decimal(Self.percentile(values, 90), places: 1),
                            "p99": .decimal(Self.percentile(values, 99), places: 1),
                            "max": .decimal(values.max() ?? 0, places: 1),
                        ])))
        }
        for (key, milliseconds) in slowest {
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        "bench.slowKey",
                        ["key": .text(key), "ms": .decimal(milliseconds, places: 1)])))
        }
        invocation.console.print(
            invocation.wording(
                Phrase(
                    "bench.rest",
                    [
                        "changes": .count(changes), "seconds": .decimal(seconds, places: 0),
                        "unseen": .count(unseen),
                        "memory": .decimal(Double(memory) / 1024, places: 0),
                    ])))
    }

    private static func json(_ values: [Double]) -> JSON {
        .object([
            ("n", .int(values.count)), ("p50", .double(percentile(values, 50))),
            ("p90", .double(percentile(values, 90))), ("p99", .double(percentile(values, 99))),
            ("max", .double(values.max() ?? 0)),
        ])
    }

    /// The smallest value that so many of a hundred do not exceed.
    static func percentile(_ values: [Double], _ share: Int) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, (sorted.count * share + 99) / 100 - 1)]
    }
}

/// Somebody else at another terminal: changes the product of one running course after the other.
struct BenchWriter {
    private let office: Office
    private let courses: [Course.ID]
    private let products: [Product.ID]
    private var turn = 0

    init(_ place: Workplace) throws(CommandError) {
        office = place.office
        let overview = try storing { () throws(StoreError) in
            try Follower(place.premises, person: place.person, clock: place.clock).load()
        }
        courses = overview.courses.filter { $0.product != nil }.map(\.id)
        products = Array(Set(overview.courses.compactMap(\.product))).sorted()
        guard !courses.isEmpty, products.count > 1 else {
            throw .refused(StoreError.refused(Phrase("bench.nothingToChange")))
        }
    }

    mutating func change() throws(CommandError) {
        turn += 1
        let (course, product) = (courses[turn % courses.count], products[turn % products.count])
        do throws(CommandError) {
            _ = try storing { () throws(StoreError) in
                try self.office.chooseProduct(product, for: course)
            }
        } catch .refused {
            return  // The course has gone too far to change its product; the next one has not.
        }
    }
}

/// SplitMix64, so that a run can be repeated.
struct BenchNoise {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
