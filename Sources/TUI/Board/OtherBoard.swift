import Application
public import Domain
import Terminal

/// A board that is not the one that stands: a what-if copy, or one of the past. Every line of it
/// says so.
public struct OtherBoard: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case branch(Branch.ID)
        case past(Instant)
    }

    public let kind: Kind
    /// The branch by its name.
    public var name = ""
    /// The courses that differ from the board that stands; of the past, all.
    public var courses: [BoardRow] = []
    /// Nil until the store has answered.
    public var sequence: Int64?

    /// The sign at the head of every line.
    var mark: String {
        switch kind {
        case .branch: "≈"
        case .past: "@"
        }
    }

    public func rows(_ live: [BoardRow]) -> [BoardRow] {
        switch kind {
        case .past: return courses
        case .branch:
            let others = Dictionary(
                courses.map { ($0.course, $0) }, uniquingKeysWith: { one, _ in one })
            return live.map { others[$0.course] ?? $0 }
        }
    }

    func isMarked(_ course: String) -> Bool {
        if case .past = kind { return true }
        return courses.contains { $0.course == course }
    }

    var title: Phrase {
        switch kind {
        case .branch: Phrase("board.branch", ["branch": .text(name)])
        case .past(let at): Phrase("board.past", ["at": .instant(at)])
        }
    }

    /// What it is made from; a past that is known does not change any more.
    var question: Step? {
        switch kind {
        case .branch(let id): .ask(BranchQuestion(id))
        case .past(let at): sequence == nil ? .ask(PastQuestion(at)) : nil
        }
    }

    /// Takes what the store says; false where it is none of this board's.
    mutating func receive(_ answer: Answer, today: Day) -> Bool {
        switch kind {
        case .branch(let id):
            guard let (asked, reply) = answer.reply(to: BranchQuestion.self), asked.branch == id
            else { return false }
            name = reply.name
            courses = reply.courses.map { BoardRow($0, today: today) }
        case .past(let at):
            guard let (asked, reply) = answer.reply(to: PastQuestion.self), asked.at == at
            else { return false }
            sequence = reply.sequence
            courses = reply.courses.map { BoardRow($0, today: at.day) }
        }
        return true
    }
}
