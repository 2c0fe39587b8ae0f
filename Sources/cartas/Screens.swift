import Application
import Domain
import Glibc
import TUI
import Terminal

/// Opens the screens: `cartas` without a command.
enum Screens {
    /// Not in the table of commands: it is what remains when none is named.
    static let command = Command("screens", nil, act: .readSchedule) {
        invocation throws(CommandError) in
        try run(invocation, address: Workplace.address(invocation))
    }

    static func run(
        _ invocation: Invocation, address: String, tutor: Tutor? = nil
    ) throws(CommandError) -> ExitCode {
        if invocation.has("plain"), tutor == nil {
            return try PlainMode(invocation, address: address).run()
        }
        let environment = Environment.current
        guard isatty(0) == 1, isatty(1) == 1 else {
            throw .usage(Phrase("screens.noTerminal"))
        }
        // Before the screens open: there would be nothing in them, and no way to fill them.
        guard !Premises.isAbsent(address) else { throw .unavailable(StoreError.absent(address)) }
        let fixed = try Workplace.now(invocation)
        let clock: @Sendable () -> Instant = { fixed ?? Workplace.machineNow() }
        let user = invocation.value("user")
        let rules = environment["CARTAS_RULES"]
        // A file that cannot be read is told before the screens open.
        _ = try refusing { () throws(FileError) in
            try ClinicalDesk(rules: rules, invocation.wording)
        }
        var settings = App.Settings(
            language: invocation.wording.language,
            theme: Theme(named: environment["CARTAS_THEME"], noColor: environment["NO_COLOR"]).name)
        if let seconds = environment["CARTAS_IDLE_SECONDS"].flatMap(Int.init), seconds > 0 {
            settings.idleSeconds = seconds
        }
        settings.keys = try keys(environment)
        do throws(ScreenError) {
            var runtime = try Runtime(
                options(environment), settings, Language.allCases.map { Wording($0) }, tutor: tutor,
                clock: clock)
            runtime.run { () throws(StoreError) in
                let opened = try open(address, user: user, fixed: fixed, clock)
                opened.0.rules = rules
                return opened
            }
        } catch {
            throw .usage(error.phrase)
        }
        return .done
    }

    /// The person's own keys, where there is a file of them.
    private static func keys(_ environment: Environment) throws(CommandError) -> KeyMap {
        let home = environment["HOME"] ?? "."
        let folder = environment["XDG_CONFIG_HOME"] ?? "\(home)/.config"
        let path = environment["CARTAS_KEYS"] ?? "\(folder)/cartas/keys"
        guard environment["CARTAS_KEYS"] != nil || access(path, R_OK) == 0 else {
            return .standard
        }
        return try KeyCommands.keys(path)
    }

    private static func options(_ environment: Environment) -> Screen.Options {
        var options = Screen.Options()
        options.type = environment["TERM"] ?? "dumb"
        options.hasTrueColor = ["truecolor", "24bit"].contains(environment["COLORTERM"])
        options.theme = Theme(
            named: environment["CARTAS_THEME"], noColor: environment["NO_COLOR"])
        options.repertoire = Repertoire(
            locale: environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"])
        return options
    }

    /// Runs on the thread that will own the store.
    private static func open(
        _ address: String, user: String?, fixed: Instant?,
        _ clock: @escaping @Sendable () -> Instant
    ) throws(StoreError) -> (Follower, @Sendable () -> Instant) {
        let premises = try Premises(opening: address)
        // A fixed clock would let somebody date an entry; a real store refuses it.
        if fixed != nil, !premises.isDemonstration { throw .refused(Phrase("cli.nowOnReal")) }
        let person = try premises.person(
            named: user, token: SessionFile.token(for: address), now: clock())
        return (Follower(premises, person: person, clock: clock), clock)
    }
}

extension ScreenError {
    var phrase: Phrase {
        switch self {
        case .noTerminal: Phrase("screens.noTerminal")
        case .unknownType(let name): Phrase("screens.unknownType", ["name": .text(name)])
        case .cannotOpen: Phrase("screens.cannotOpen")
        }
    }
}
