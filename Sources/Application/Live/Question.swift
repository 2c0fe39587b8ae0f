public import Domain
private import Synchronization

/// Something that a screen wants to know and that takes a reply of one kind.
public protocol Asking: Equatable, Sendable {
    associatedtype Reply: Equatable & Sendable
}

extension Asking {
    public func isSame(as other: any Asking) -> Bool { other as? Self == self }
}

/// Answered at once, on the thread that owns the store. A new question is one new file.
public protocol Question: Asking {
    func reply(with follower: Follower) throws(StoreError) -> Reply
}

extension Question {
    public func answered(by follower: Follower) -> Answer {
        do throws(StoreError) {
            return Answer(self, try reply(with: follower))
        } catch {
            return Answer(refusing: self, error.phrase)
        }
    }
}

/// Takes longer than a person waits: the store gives the material, a thread of its own works on
/// it, and nobody's key waits for either.
public protocol Work: Asking {
    associatedtype Material: Sendable

    var title: Phrase { get }
    func material(with follower: Follower) throws(StoreError) -> Material
    /// Looks at `progress.isCancelled` at least every tenth of a second.
    func reply(from material: Material, _ progress: WorkProgress) throws(StoreError) -> Reply
}

/// How far a work is, and whether anybody still wants it.
public final class WorkProgress: Sendable {
    // A class because the worker and whoever cancels look at the same sign.
    private let cancelled = Atomic(false)
    private let tell: @Sendable (Double?, Phrase?) -> Void

    public init(_ tell: @escaping @Sendable (Double?, Phrase?) -> Void) { self.tell = tell }

    public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
    public func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// - Parameter share: 0 to 1; nil where nobody can say how much is left.
    public func report(_ share: Double?, _ detail: Phrase? = nil) { tell(share, detail) }
}

/// What came back for something asked: the reply, or why there is none.
public struct Answer: Sendable {
    public let asked: any Asking
    private let value: (any Equatable & Sendable)?
    public let refusal: Phrase?

    public init<Asked: Asking>(_ asked: Asked, _ reply: Asked.Reply) {
        (self.asked, value, refusal) = (asked, reply, nil)
    }

    public init(refusing asked: any Asking, _ why: Phrase) {
        (self.asked, value, refusal) = (asked, nil, why)
    }

    /// The question and its reply, where it was of this type and has one.
    public func reply<Asked: Asking>(
        to type: Asked.Type
    ) -> (asked: Asked, reply: Asked.Reply)? {
        guard let asked = asked as? Asked, let reply = value as? Asked.Reply else { return nil }
        return (asked, reply)
    }
}

extension Answer: Equatable {
    public static func == (left: Answer, right: Answer) -> Bool {
        guard left.asked.isSame(as: right.asked), left.refusal == right.refusal else {
            return false
        }
        return left.hasSameReply(as: right, left.asked)
    }

    private func hasSameReply<Asked: Asking>(as other: Answer, _ asked: Asked) -> Bool {
        value as? Asked.Reply == other.value as? Asked.Reply
    }
}
