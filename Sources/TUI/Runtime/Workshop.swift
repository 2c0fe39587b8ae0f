import Application
import Dispatch
import Domain
import Synchronization
import Terminal

/// Where long work is done, one at a time, away from the keys and from the store.
final class Workshop: Sendable {
    // A class because the thread of the keys cancels what the thread of the store began.
    private let replies: Mailbox<Message>
    private let running = Mutex<WorkProgress?>(nil)

    init(_ replies: Mailbox<Message>) { self.replies = replies }

    /// Whoever asked is not kept waiting: what a cancelled work still says is not heard.
    func cancel() {
        running.withLock { current in
            current?.cancel()
            current = nil
        }
    }

    func start<Asked: Work>(_ work: Asked, _ follower: Follower) throws(StoreError) {
        cancel()
        let material = try work.material(with: follower)
        let replies = replies
        let progress = WorkProgress { share, detail in replies.post(.progress(share, detail)) }
        running.withLock { $0 = progress }
        DispatchQueue.global(qos: .utility).async {
            let answer: Answer
            do throws(StoreError) {
                answer = Answer(work, try work.reply(from: material, progress))
            } catch {
                answer = Answer(refusing: work, error.phrase)
            }
            if !progress.isCancelled { replies.post(.answer(answer)) }
        }
    }
}
