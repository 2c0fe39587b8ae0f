import CTerm
import Glibc

/// Waits, on the main thread and in one place, for whatever can happen: keys, finished work,
/// changes of the store, signals, time.
public final class EventLoop<Letter: Sendable> {
    // A class because it owns a half-read key sequence and the descriptors it waits for.
    public enum Event: Sendable {
        case key(Key)
        case letter(Letter)
        /// A watched descriptor can be read. Whoever watches reads it.
        case ready(Int32)
        case resized
        /// The process goes on after a stop.
        case resumed
        case suspendAsked
        /// The time that was asked for has passed.
        case timedOut
        /// The terminal is gone, or the system asks the program to leave.
        case ended
    }

    private let input: Int32
    private let mailbox: Mailbox<Letter>
    private var decoder = KeyDecoder()
    public var watched: [Int32] = []

    public init(_ screen: Screen, _ mailbox: Mailbox<Letter>) {
        (input, self.mailbox) = (screen.input, mailbox)
    }

    /// Everything that has happened since the last call; waits until there is something.
    public func next(withinMilliseconds limit: Int) -> [Event] {
        var events: [Event] = []
        let patience = decoder.patienceMilliseconds
        let sources = [input, cterm_signal_descriptor(), mailbox.descriptor] + watched
        var polled = sources.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let wait = min(max(0, limit), patience ?? Int.max)
        let count = poll(&polled, nfds_t(polled.count), Int32(clamping: wait))
        if count < 0 { return errno == EINTR ? [] : [.ended] }
        if count == 0 {
            if patience != nil { events += decoder.timeOut().map { .key($0) } }
            return limit <= wait ? events + [.timedOut] : events
        }
        if polled[1].revents != 0 { events += signals() }
        if polled[2].revents != 0 { events += mailbox.collect().map { .letter($0) } }
        if polled[0].revents != 0 { events += keys() }
        for source in polled[3...] where source.revents != 0 {
            // A descriptor that is no longer open would be reported for ever.
            if source.revents & Int16(POLLNVAL) != 0 {
                watched.removeAll { $0 == source.fd }
            } else {
                events.append(.ready(source.fd))
            }
        }
        return events
    }

    private func keys() -> [Event] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(input, &bytes, bytes.count)
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return [] }
        guard count > 0 else { return [.ended] }
        return decoder.feed(bytes.prefix(count)).map { .key($0) }
    }

    private func signals() -> [Event] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(cterm_signal_descriptor(), &bytes, bytes.count)
        return bytes.prefix(max(0, count)).map { byte in
            switch Int32(byte) {
            case SIGWINCH: .resized
            case SIGCONT: .resumed
            case SIGTSTP: .suspendAsked
            default: .ended
            }
        }
    }
}
