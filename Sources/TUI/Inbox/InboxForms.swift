import Application
import Domain
import Terminal

/// A matter rests until a time, with the reason.
struct SnoozeForm: FormOverlay {
    var form: Form
    var columns: Int { 64 }
    let matter: String

    init(_ matter: String, _ context: Context) {
        self.matter = matter
        form = Form(
            Phrase("snooze.title"),
            [
                .init(
                    "day", Phrase("snooze.day"),
                    [.required, .day(today: context.today, context.today...(context.today + 14))],
                    text: "+1"),
                .init("time", Phrase("past.time"), [.required, .time], text: "09:00"),
                .init("words", Phrase("dialog.reason"), [.required, .atMost(300)]),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        guard let until = form.instant(context) else { return [] }
        let deed = NoteMatter(
            matter, delegate: nil, until: until, words: form.text("words").trimmed)
        return [.close, .act(deed)]
    }
}

/// Who takes a matter over, and why.
struct DelegateMenu: FormOverlay {
    var form: Form
    var columns: Int { 64 }
    let matter: String
    let users: [User]

    init(_ matter: String, _ users: [User]) {
        (self.matter, self.users) = (matter, users)
        form = Form(
            Phrase("delegate.title"),
            [
                .init(
                    "user", Phrase("delegate.user"), [.required, .identifier]),
                .init("words", Phrase("dialog.reason"), [.required, .atMost(300)]),
            ])
    }

    /// The one whose identifier or name begins with what was typed, where it is one alone.
    private var found: [User] {
        let typed = form.text("user").trimmed.lowercased()
        let exact = users.filter { $0.id.text.lowercased() == typed }
        guard exact.isEmpty else { return exact }
        return users.filter {
            typed.isEmpty || $0.id.text.lowercased().hasPrefix(typed)
                || $0.name.lowercased().hasPrefix(typed)
        }
    }

    func submit(_ context: Context) -> [Step] {
        guard let user = found.first, found.count == 1 else {
            return [.refuse(Phrase("delegate.which"))]
        }
        let deed = NoteMatter(
            matter, delegate: user.id, until: nil, words: form.text("words").trimmed)
        return [.close, .act(deed)]
    }

    func notes(_ context: Context) -> [Line] {
        let words = context.words
        let names = found.prefix(8).map { user in
            let roles = Role.allCases.filter { user.roles.contains($0) }
            return Line(
                "  \(user.id.text)  \(user.name)  \(words.list(roles.map { words($0.phrase) }))",
                .quiet)
        }
        return names
    }
}
