import Application
import Dispatch
import Domain
import Glibc
import Synchronization
import Terminal

/// The thread that owns the store: it follows what others change and carries out what the screens
/// ask for, so that no key ever waits for a disk.
final class StoreThread: Sendable {
    // A class because two threads hold it: the loop asks, the thread answers.
    enum Request: Sendable {
        case effect(Effect)
        case stop
    }

    private let requests = Mailbox<Request>()
    private let replies: Mailbox<Message>
    private let ended = DispatchSemaphore(value: 0)
    private let workshop: Workshop

    init(_ replies: Mailbox<Message>) {
        self.replies = replies
        workshop = Workshop(replies)
    }

    func ask(_ effect: Effect) { requests.post(.effect(effect)) }

    /// Asked of the worker itself and not of this thread, which may be waiting for a disk.
    func cancelWork() { workshop.cancel() }

    /// Lets an open transaction end, but waits no longer than a person would.
    func stop() {
        workshop.cancel()
        requests.post(.stop)
        _ = ended.wait(timeout: .now() + .seconds(3))
    }

    func start(_ open: @escaping Runtime.Opening) {
        DispatchQueue(label: "store").async {
            self.run(open)
            self.ended.signal()
        }
    }

    private func run(_ open: Runtime.Opening) {
        var keeper: StoreKeeper?
        while true {
            if keeper == nil { keeper = StoreKeeper(open, replies, workshop) }
            let isBehind = keeper?.follower.isBehindWithFlags == true
            let patience: Int32 = keeper?.isConnected == true ? (isBehind ? 1 : 1000) : 2000
            wait(for: keeper?.follower.changeDescriptor, milliseconds: patience)
            for request in requests.collect() {
                switch request {
                case .stop: return
                case .effect(let effect):
                    if let keeper {
                        keeper.perform(effect)
                    } else {
                        replies.post(.refused(Phrase("refusal.notOpen")))
                    }
                }
            }
            keeper?.follow()
        }
    }

    /// A second at most: where a signal is lost, the journal is asked anyway.
    private func wait(for change: Int32?, milliseconds: Int32) {
        var polled = [pollfd(fd: requests.descriptor, events: Int16(POLLIN), revents: 0)]
        if let change { polled.append(pollfd(fd: change, events: Int16(POLLIN), revents: 0)) }
        _ = poll(&polled, nfds_t(polled.count), milliseconds)
    }
}

/// An open store on its thread.
private final class StoreKeeper {
    // A class because its rows are kept from one change to the next.
    let follower: Follower
    private(set) var isConnected = true
    private let replies: Mailbox<Message>
    private let clock: @Sendable () -> Instant
    private let workshop: Workshop
    private var builder = LiveBuilder()

    init?(_ open: Runtime.Opening, _ replies: Mailbox<Message>, _ workshop: Workshop) {
        (self.replies, self.workshop) = (replies, workshop)
        do throws(StoreError) {
            (follower, clock) = try open()
        } catch {
            replies.post(.unopened(error.phrase))
            return nil
        }
        replies.post(
            .opened(follower.person.map { Operator($0) }, isDemonstration: follower.isDemonstration)
        )
        attempt { () throws(StoreError) in self.show(try self.follower.load()) }
    }

    private func show(_ overview: Overview) {
        replies.post(.loaded(builder.live(overview, today: clock().day)))
    }

    func follow() {
        attempt { () throws(StoreError) in
            if !self.isConnected { try self.follower.reconnect() }
            if let overview = try self.follower.follow() { self.show(overview) }
            if let overview = try self.follower.makeFlags() { self.show(overview) }
        }
    }

    /// Keeps the sign in the bar true: lost when the store does not answer, live when it does.
    private func attempt(_ body: () throws(StoreError) -> Void) {
        do throws(StoreError) {
            try body()
            if !isConnected {
                isConnected = true
                replies.post(.link(follower.isDemonstration ? .demo : .live))
            }
        } catch {
            note(error)
            if !error.isUnavailability { replies.post(.refused(error.phrase)) }
        }
    }

    private func note(_ error: StoreError) {
        guard error.isUnavailability, isConnected else { return }
        isConnected = false
        replies.post(.link(.lost(since: clock())))
    }

    func perform(_ effect: Effect) {
        do throws(StoreError) {
            switch effect {
            case .undo: replies.post(.done(try follower.undo()))
            case .redo: replies.post(.done(try follower.redo()))
            case .act(let deed): replies.post(.done(try follower.perform(deed)))
            case .ask(let question):
                // What was done just before is part of what is asked about.
                follow()
                replies.post(.answer(question.answered(by: follower)))
            case .start(let work):
                follow()
                try workshop.start(work, follower)
            case .signIn(let name, let secret, let code):
                let person = try follower.logIn(name: name, password: secret, code: code)
                replies.post(.signedIn(Operator(person)))
            case .signOut: follower.leave()
            case .quit, .suspend, .repaint, .mouse, .theme, .plainSymbols, .language, .cancelWork:
                return
            }
        } catch {
            note(error)
            switch effect {
            case .signIn where error == Follower.codeMissing: replies.post(.signInNeedsCode)
            case .signIn: replies.post(.signInRefused(error.phrase))
            case .act(let deed) where error.asksSecondPerson:
                replies.post(.secondMissing(AnyDeed(deed)))
            case .start(let work): replies.post(.answer(Answer(refusing: work, error.phrase)))
            default: replies.post(.refused(error.phrase))
            }
        }
    }
}

extension Operator {
    init(_ person: Person) {
        let roles = Role.allCases.filter { person.user.roles.contains($0) }
        self.init(
            id: person.user.id.text, name: person.user.name,
            role: roles.first?.phrase ?? Phrase("bar.nobody"))
    }
}
