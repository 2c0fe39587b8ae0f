import Application
import Domain
import Terminal

/// What a local code means: the mending after which a message is tried again.
struct CodeForm: FormOverlay {
    var form: Form

    init() {
        form = Form(
            Phrase("action.addCode"),
            [
                .init("code", Phrase("admin.column.code"), [.required, .atMost(40)]),
                .init("system", Phrase("admin.column.system"), [.required, .atMost(20)]),
                .init("item", Phrase("admin.column.item"), [.required, .atMost(40)]),
                .init("unit", Phrase("admin.column.unit"), [.atMost(20)]),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        let unit = form.text("unit").trimmed
        let code = SiteCode(
            form.text("code").trimmed, system: form.text("system").trimmed,
            item: form.text("item").trimmed, unit: unit.isEmpty ? nil : unit)
        return [.close, .act(AddSiteCode(code))]
    }

    func notes(_ context: Context) -> [Line] {
        [Line(context.words("codes.newestFirst"), .quiet)]
    }
}

/// Why a message is given up.
struct DropMessageForm: FormOverlay {
    var form: Form
    let message: String
    let section: AdminSection

    init(_ message: String, _ section: AdminSection) {
        (self.message, self.section) = (message, section)
        form = Form(
            Phrase("admin.dropMessage", ["message": .text(message)]),
            [.init("why", Phrase("admin.column.reason"), [.required, .atMost(400)])])
    }

    func submit(_ context: Context) -> [Step] {
        [.close, .act(DropMessage(message, section, why: form.text("why").trimmed))]
    }
}
