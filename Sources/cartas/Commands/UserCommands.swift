import Application
import Domain

/// People: logging in and out, users and their roles.
enum UserCommands {
    static let all = [logIn, logOut, list, add, change, password]

    /// Name, password and code come from `--from` or are asked for at the terminal; none of them
    /// ever stands among the arguments but the name.
    static let logIn = Command(
        "login", nil, [.init(name: "USER", isOptional: true)], act: .logIn, options: [.from]
    ) { invocation throws(CommandError) in
        let address = Workplace.address(invocation)
        let place = try Workplace.open(invocation)
        if place.person.proof == .demonstration {
            invocation.done(
                Phrase("login.demo", ["user": .text(place.person.user.name)]), 0)
            return .done
        }
        let given = try invocation.credentials(of: invocation.optionalPlace(0))
        let token = Secrets.token()
        let person = try storing { () throws(StoreError) in
            try place.premises.logIn(
                user: given.user, password: given.password, code: given.code,
                now: place.clock(), place: "cli", token: token)
        }
        try SessionFile.keep(token, for: address)
        invocation.done(
            Phrase("login.done", ["user": .text(person.user.name)]), 0,
            [("user", .string(person.user.id.text))])
        return .done
    }

    static let logOut = Command("logout", nil, act: .logOut) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        try storing { () throws(StoreError) in try place.office.logOut() }
        SessionFile.forget(Workplace.address(invocation))
        invocation.done(Phrase("logout.done"), 0)
        return .done
    }

    static let list = Command(
        "users", "list", act: .readUsers
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let users = try storing { () throws(StoreError) in
            try place.office.users().map(\.record)
        }
        let wording = invocation.wording
        invocation.show(
            ["user", "name", "roles", "active"],
            users.map { user in
                let roles = user.roles.sorted { $0.rawValue < $1.rawValue }
                return (
                    .object([
                        ("id", .string(user.id.text)), ("name", .string(user.name)),
                        ("roles", .array(roles.map { .string($0.rawValue) })),
                        ("active", .bool(user.isActive)),
                    ]),
                    [
                        user.id.text, user.name,
                        wording.list(roles.map { wording($0.phrase) }),
                        wording(user.isActive ? "users.active" : "users.inactive"),
                    ]
                )
            })
        return .done
    }

    static let add = Command(
        "users", "add", [.init(name: "USER")], act: .addUser, options: [.from, .key]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: User.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let (user, password) = try refusing { () throws(JSONError) in
            (
                User(
                    id: id, name: try facts.member("name").string(), roles: try roles(facts)),
                try facts.optional("password")?.string()
            )
        }
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try place.office.add(user, password: password, order)
        }
        invocation.done(Phrase("users.added", ["user": .text(id.text)]), sequence)
        return .done
    }

    private static func roles(_ facts: JSONReader) throws(JSONError) -> Set<Role> {
        var roles: Set<Role> = []
        for role in try facts.member("roles").elements() { roles.insert(try role.word(Role.self)) }
        return roles
    }

    static let change = Command(
        "users", "change", [.init(name: "USER")], act: .changeUser, options: [.from, .key]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let facts = try invocation.facts()
        let order = try invocation.order()
        let stored = try storing { () throws(StoreError) in
            try place.office.user(invocation.place(0))
        }
        let user = try refusing { () throws(JSONError) in
            var user = stored.record
            if let name = try facts.optional("name") { user.name = try name.string() }
            if try facts.optional("roles") != nil { user.roles = try roles(facts) }
            if let active = try facts.optional("active") { user.isActive = try active.bool() }
            return user
        }
        let sequence = try storing { () throws(StoreError) in
            try place.office.change(user, expecting: stored.version, order)
        }
        invocation.done(Phrase("users.changed", ["user": .text(user.id.text)]), sequence)
        return .done
    }

    static let password = Command(
        "users", "password", [.init(name: "USER")], act: .setPassword,
        options: [.from, .init(name: "second-factor", value: "on|off")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let user: User.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let password = try refusing { () throws(JSONError) in
            try facts.member("password").string()
        }
        let secret = Array(Secrets.token(bytes: 10).utf8)
        let factor: SecondFactor =
            switch invocation.value("second-factor") {
            case "on": .set(secret)
            case "off": .remove
            case nil: .keep
            default: throw .usage(Phrase("users.factorOnOff"))
            }
        let sequence = try storing { () throws(StoreError) in
            try place.office.setPassword(of: user, password, secondFactor: factor)
        }
        invocation.done(Phrase("users.passwordSet", ["user": .text(user.text)]), sequence)
        if case .set = factor {
            invocation.console.print(
                invocation.wording(
                    Phrase("users.secret", ["secret": .text(OneTimeCode.text(secret))])))
        }
        return .done
    }
}
