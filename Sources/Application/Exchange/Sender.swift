public import Domain
import Glibc
import Interop
import Store

/// Where messages go.
public struct SendSettings: Sendable {
    public var host = "127.0.0.1"
    public var port: UInt16 = 2575
    public var answerSeconds = 30
    /// Ends when nothing waits, or nobody answers.
    public var endsWhenEmpty = false
    /// Nil where everything goes over the wire as it is.
    public var protection: Protection?

    public init() {}
}

/// Delivers the outbox, one message after the other, each until somebody has answered it.
///
/// What it does is noted in the store after every answer, so that a kill at any moment costs no
/// more than a repetition: the same bytes under the same control number.
public struct Sender {
    private let outbox: Outbox
    private let settings: SendSettings
    private let ticks: () -> Int64

    public init(
        _ outbox: Outbox, _ settings: SendSettings, ticks: @escaping () -> Int64
    ) throws(StoreError) {
        (self.outbox, self.settings, self.ticks) = (outbox, settings, ticks)
        try outbox.office.demand(.sendMessages)
    }

    /// What became of one try.
    public enum Outcome: Equatable, Sendable {
        case sent
        case refused(String)
        /// Tried again later.
        case unanswered(Phrase)
    }

    /// Serves until `stop` becomes readable.
    ///
    /// - Parameter each: told of every try.
    /// - Returns: false where it ended with something that nobody has answered.
    public func run(
        stop: Int32, each: (OutboundMessage, Outcome) -> Void
    ) throws(StoreError) -> Bool {
        var client: MLLPClient?
        var failures = 0
        while !isStopped(stop, milliseconds: 0) {
            guard let next = try outbox.office.store.nextOutbound() else {
                if settings.endsWhenEmpty { return true }
                waitForWork(stop)
                continue
            }
            switch exchange(next, &client, stop) {
            case .success(let answer):
                if let outcome = try note(answer, next) {
                    each(next, outcome)
                    failures = 0
                    continue
                }
                client = nil
                try noteTry(next, .lost, each)
            case .failure(.stopped): return false
            case .failure(let error):
                client = nil
                try noteTry(next, error, each)
            }
            if settings.endsWhenEmpty { return false }
            failures += 1
            // A receiver that is down is not asked a thousand times a second.
            if isStopped(stop, milliseconds: min(60_000, 500 << Int32(min(failures, 7)))) { break }
        }
        return try outbox.office.store.nextOutbound() == nil
    }

    /// Sends and waits, over the line that is open or a new one.
    private func exchange(
        _ message: OutboundMessage, _ client: inout MLLPClient?, _ stop: Int32
    ) -> Result<[UInt8], MLLPError> {
        do throws(MLLPError) {
            let line: MLLPClient
            if let client {
                line = client
            } else {
                line = try MLLPClient(
                    host: settings.host, port: settings.port,
                    identity: settings.protection?.identity, stop: stop, milliseconds: 10_000,
                    clock: ticks)
                client = line
            }
            return .success(
                try line.exchange(
                    message.bytes, stop: stop,
                    milliseconds: Int64(settings.answerSeconds) * 1000))
        } catch {
            return .failure(error)
        }
    }

    private func noteTry(
        _ message: OutboundMessage, _ error: MLLPError, _ each: (OutboundMessage, Outcome) -> Void
    ) throws(StoreError) {
        let why = Phrase(sending: error)
        try outbox.office.store.noteTry(message.id, words: why.key, at: outbox.office.now)
        each(message, .unanswered(why))
    }

    /// - Returns: nil for an answer to something else.
    private func note(
        _ answer: [UInt8], _ message: OutboundMessage
    ) throws(StoreError) -> Outcome? {
        let said = HL7Reading(answer).acknowledged
        guard let said, said.controlID == message.control, let code = said.code else { return nil }
        let isTaken = code == "AA" || code == "CA"
        try outbox.office.store.noteAnswer(
            message.control, isTaken ? .sent : .refused, answer: code, words: said.text ?? "",
            at: outbox.office.now)
        return isTaken ? .sent : .refused(code)
    }

    private func isStopped(_ stop: Int32, milliseconds: Int32) -> Bool {
        var polled = [pollfd(fd: stop, events: Int16(POLLIN), revents: 0)]
        return poll(&polled, 1, milliseconds) > 0
    }

    /// A second at most: where a signal is lost, the store is asked anyway.
    private func waitForWork(_ stop: Int32) {
        let connection = outbox.office.store.connection
        var polled = [pollfd(fd: stop, events: Int16(POLLIN), revents: 0)]
        if let change = connection.changeDescriptor {
            polled.append(pollfd(fd: change, events: Int16(POLLIN), revents: 0))
        }
        _ = poll(&polled, nfds_t(polled.count), 1000)
        // Asked so that the signal is taken; what has changed, the outbox tells.
        _ = try? connection.hasForeignChange()
    }
}

extension Phrase {
    init(sending error: MLLPError) {
        switch error {
        case .badAddress(let host), .cannotListen(let host, _, _):
            self.init("interop.listen.badAddress", ["host": .text(host)])
        case .cannotConnect(let host, let port, let reason):
            self.init(
                "send.cannotConnect",
                [
                    "host": .text(host), "port": .text(String(port)),
                    "reason": .text(String(cString: strerror(reason))),
                ])
        case .lost: self.init("send.lost")
        case .refused(let error): self.init(protecting: error)
        case .noAnswer: self.init("send.noAnswer")
        case .stopped: self.init("send.stopped")
        }
    }
}
