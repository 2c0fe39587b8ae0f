import Application
import Domain
import Terminal

/// A dialog over the answer to one question, or to one long work.
protocol AskingOverlay: Overlay {
    associatedtype Asked: Asking

    var asked: Asked { get }
    /// Nil until it is answered.
    var reply: Asked.Reply? { get set }
    /// Why it cannot be answered.
    var refusal: Phrase? { get set }
}

extension AskingOverlay {
    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        // What was asked before this dialog was opened is none of its business.
        guard answer.asked.isSame(as: asked) else { return [] }
        refusal = answer.refusal
        if let (_, reply) = answer.reply(to: Asked.self) { self.reply = reply }
        return []
    }

    /// What stands where the answer will: what is looked for, or why there is no answer, whole.
    func unanswered(_ looking: Phrase, _ words: Wording, width: Int) -> [Line] {
        words(refusal ?? looking).wrapped(to: max(10, width)).map {
            Line($0, refusal == nil ? .quiet : Style(.danger))
        }
    }
}
