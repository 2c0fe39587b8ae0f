import Application
import Domain
import Terminal

/// A new person: identifier, name, one role to begin with, a first password.
struct UserForm: FormOverlay {
    var form: Form

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

    func submit(_ context: Context) -> [Step] {
        guard let id = try? User.ID(form.text("user").trimmed) else { return [] }
        let user = User(
            id: id, name: form.text("name").trimmed, roles: [Role.allCases[form.choice("role")]])
        return [.close, .act(AddUser(user, password: form.text("password")))]
    }
}

/// Where a copy of the store is to be written.
struct BackUpForm: FormOverlay {
    var form: Form

    init() {
        form = Form(
            Phrase("action.backUp"),
            [.init("file", Phrase("admin.backUpFile"), [.required, .atMost(400)])])
    }

    func submit(_ context: Context) -> [Step] {
        [.close, .act(BackUp(form.text("file").trimmed))]
    }
}
