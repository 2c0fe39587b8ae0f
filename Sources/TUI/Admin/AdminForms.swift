import Application
import Domain
import Terminal

/// A new person: identifier, name, one role to begin with, a first password.
struct UserForm: Overlay {
    private(set) var form: Form

    init() {
        form = Form(
            Phrase("admin.addUser"),
            [
                .init("user", Phrase("admin.column.user"), [.required, .identifier]),
                .init("name", Phrase("admin.column.name"), [.required, .atMost(60)]),
                .init("role", Phrase("admin.column.roles"), choices: Role.allCases.map(\.phrase)),
                .init("password", Phrase("lock.secret"), [.atMost(200)], isSecret: true),
            ])
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch form.take(key) {
        case .cancelled: return [.close]
        case .editing, .ignored: return []
        case .submitted: break
        }
        guard let id = try? User.ID(form.text("user").trimmed) else { return [] }
        let user = User(
            id: id, name: form.text("name").trimmed, roles: [Role.allCases[form.choice("role")]])
        return [.close, .act(AddUser(user, password: form.text("password")))]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        form.drawBox(columns: 76, more: [], on: &frame, context.words)
    }
}

/// Where a copy of the store is to be written.
struct BackUpForm: Overlay {
    private(set) var form: Form

    init() {
        form = Form(
            Phrase("action.backUp"),
            [.init("file", Phrase("admin.backUpFile"), [.required, .atMost(400)])])
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch form.take(key) {
        case .cancelled: [.close]
        case .editing, .ignored: []
        case .submitted: [.close, .act(BackUp(form.text("file").trimmed))]
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        form.drawBox(columns: 76, more: [], on: &frame, context.words)
    }
}
