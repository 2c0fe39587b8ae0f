import Application
import Domain
import Glibc

/// Who somebody is: from `--from` or asked for at the terminal. No password ever stands among
/// the arguments, since a process list is public.
extension Invocation {
    /// - Parameter user: who it is, where that is known already.
    func credentials(of user: String?) throws(CommandError) -> Credentials {
        if has("from") {
            let facts = try facts()
            return try refusing { () throws(JSONError) in
                try Credentials(reading: facts, user: user)
            }
        }
        guard isatty(0) == 1 else { throw .usage(Phrase("login.needsTerminal")) }
        return Credentials(asking: user, wording, console)
    }

    /// The person of `--second`, where the act asks for one.
    func second(
        for act: Act, _ milestone: Milestone.Kind? = nil, in office: Office
    ) throws(CommandError) -> SecondPerson? {
        let isAsked = try storing { () throws(StoreError) in
            try office.asksSecondPerson(for: act, milestone)
        }
        guard isAsked else { return nil }
        guard let name = value("second") else {
            throw .refused(
                StoreError.refused(
                    Phrase("office.secondMissing", ["act": .phrase(act.phrase)])))
        }
        let given = try credentials(of: name)
        return try storing { () throws(StoreError) in
            try office.confirmSecondPerson(given, for: act)
        }
    }
}

extension Credentials {
    /// - Parameter user: who it is; nil where the facts say so.
    init(reading facts: JSONReader, user: String?) throws(JSONError) {
        let name: String =
            if let user { user } else { try facts.member("user").string() }
        self.init(
            user: name,
            password: try facts.member("password").string(),
            code: try facts.optional("code")?.string())
    }

    init(asking user: String?, _ wording: Wording, _ console: Console) {
        let name = user ?? console.ask(wording("login.askUser"))
        if let user { console.complain(user) }
        let password = console.ask(wording("login.askPassword"), hidden: true)
        let code = console.ask(wording("login.askCode"))
        self.init(user: name, password: password, code: code.isEmpty ? nil : code)
    }
}

extension Console {
    /// The answer of the person at the terminal.
    func ask(_ prompt: String, hidden: Bool = false) -> String {
        self.prompt(prompt)
        var old = termios()
        tcgetattr(0, &old)
        if hidden {
            var silent = old
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(0, TCSANOW, &silent)
        }
        let line = readLine() ?? ""
        if hidden {
            tcsetattr(0, TCSANOW, &old)
            complain("")
        }
        return line
    }
}

extension Command.Option {
    /// Who confirms beside the first, and where name and password come from.
    static let second: [Self] = [Self(name: "second", value: "USER"), .password]
}
