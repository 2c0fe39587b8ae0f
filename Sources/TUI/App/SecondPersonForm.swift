public import Application
import Domain
import Terminal

/// The second person of an act of two comes to the terminal: their own name and password, and the
/// code where they have one. The first stays at the desk.
struct SecondPersonForm: Overlay {
    private(set) var form: Form
    /// What waits for the second person.
    private let pending: AnyDeed
    private var asked: AttestedDeed?

    init(_ deed: AnyDeed) {
        pending = deed
        form = Self.form()
    }

    /// - Parameter right: the password that was right, where only the code is missing.
    private static func form(_ name: String = "", _ right: String? = nil) -> Form {
        var fields = [
            Form.Field("name", Phrase("lock.name"), [.required], text: name),
            Form.Field(
                "secret", Phrase("lock.secret"), [.required], text: right ?? "", isSecret: true),
        ]
        if right != nil { fields.append(.init("code", Phrase("lock.code"), [.required])) }
        var form = Form(Phrase("second.title"), fields)
        if !name.isEmpty { _ = form.take(.enter) }
        if right != nil { _ = form.take(.enter) }
        return form
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        // While it is looked up nothing is typed over it.
        if asked != nil { return key == .escape ? [.close] : [] }
        switch form.take(key) {
        case .editing, .ignored: return []
        case .cancelled: return [.close]
        case .submitted:
            let code = form.text("code").trimmed
            let deed = AttestedDeed(
                pending.deed,
                beside: Credentials(
                    user: form.text("name").trimmed, password: form.text("secret"),
                    code: code.isEmpty ? nil : code))
            asked = deed
            return [.ask(deed)]
        }
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard let asked, answer.asked.isSame(as: asked) else { return [] }
        self.asked = nil
        guard let (_, reply) = answer.reply(to: AttestedDeed.self) else { return [.close] }
        switch reply {
        case .done(let phrase): return [.close, .say(phrase)]
        case .codeMissing: form = Self.form(form.text("name"), form.text("secret"))
        case .refused(let why):
            form = Self.form(form.text("name"))
            form.refusal = why
        }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        form.drawBox(
            columns: 64,
            more: [
                Line(words(Phrase("second.beside", ["name": .text(context.person?.name ?? "")]))),
                Line(words(asked == nil ? "second.why" : "lock.checking"), .quiet),
            ], on: &frame, words)
    }
}

/// A deed that can be compared.
public struct AnyDeed: Equatable, Sendable {
    public let deed: any Deed

    public init(_ deed: any Deed) { self.deed = deed }

    public static func == (left: AnyDeed, right: AnyDeed) -> Bool {
        left.deed.isSame(as: right.deed)
    }
}
