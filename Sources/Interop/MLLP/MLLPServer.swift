import Glibc

/// Receives HL7 messages in MLLP frames over TCP, on one thread.
///
/// One thread, because the store belongs to one: messages are taken in the order in which they
/// came, and a sender that is answered slowly simply waits. A class, because it owns sockets.
public final class MLLPServer {
    public struct Limits: Sendable {
        public var connections: Int
        public var messageBytes: Int
        public var idleMilliseconds: Int64
        /// How long a new connection may say nothing, its handshake included.
        public var firstByteMilliseconds: Int64 = 10_000
        /// How long a frame may take from its first byte to its last.
        public var frameMilliseconds: Int64 = 30_000
        /// How long a stop waits for answers to be taken.
        public var stopMilliseconds: Int64 = 5000

        public init(
            connections: Int = 64, messageBytes: Int = HL7Stream.largestMessage,
            idleMilliseconds: Int64 = 300_000
        ) {
            self.connections = connections
            self.messageBytes = messageBytes
            self.idleMilliseconds = idleMilliseconds
        }
    }

    /// What is to be done after a message.
    public enum Outcome: Sendable {
        /// Answers, in order; none is an answer too.
        case answer([[UInt8]])
        case answerAndClose([[UInt8]])
        /// The message could not be kept: no answer, so that the sender repeats it.
        case close
    }

    private let listener: Int32
    private let limits: Limits
    private let identity: TLSIdentity?
    private let clock: () -> Int64
    private var connections: [MLLPConnection] = []
    public private(set) var refusedConnections = 0
    /// Bytes outside of frames, over all connections that have ended.
    public private(set) var noiseBytes = 0
    public let port: UInt16

    /// - Parameters:
    ///   - port: 0 takes any that is free.
    ///   - identity: what we show; without one, everything goes over the wire as it is.
    ///   - clock: milliseconds that only go forward.
    public init(
        host: String, port: UInt16, limits: Limits = Limits(), identity: TLSIdentity? = nil,
        clock: @escaping () -> Int64
    ) throws(MLLPError) {
        self.limits = limits
        self.identity = identity
        self.clock = clock
        (listener, self.port) = try MLLPSocket.listen(host: host, port: port)
    }

    deinit { close(listener) }

    /// Serves until `stop` becomes readable; then finishes the messages at hand, lets their
    /// answers out and closes.
    ///
    /// - Parameters:
    ///   - stop: a descriptor, such as one of signals.
    ///   - idle: called whenever everything that came is dealt with.
    ///   - refused: told of a peer with whom no protected connection came about.
    ///   - handle: takes one piece of a stream; the answer is sent when it returns.
    public func run(
        stop: Int32, idle: () -> Void,
        refused: (TLSError, _ peer: String) -> Void = { _, _ in },
        handle: (HL7Stream.Piece, _ peer: String) -> Outcome
    ) {
        var stopsAt: Int64?
        while true {
            let hasWork = connections.contains { $0.hasWork }
            if !hasWork { idle() }
            if let stopsAt {
                let isDone = connections.allSatisfy { !$0.hasWork && !$0.hasOutput }
                if isDone || clock() >= stopsAt { break }
            }
            if wait(stop: stop, isStopping: stopsAt != nil, hasWork: hasWork), stopsAt == nil {
                stopsAt = clock() + limits.stopMilliseconds
            }
            let now = clock()
            for connection in connections {
                // One message of each in turn, so that a long queue of one keeps nobody waiting.
                if let piece = connection.nextPiece(now) {
                    connection.take(handle(piece, connection.peer))
                }
                connection.write(now)
                connection.endIfLate(now, limits)
                if let refusal = connection.takeRefusal() { refused(refusal, connection.peer) }
            }
            closeEnded(now)
        }
        for connection in connections { end(connection, clock()) }
        connections.removeAll()
    }

    /// - Returns: true when the stop descriptor has become readable.
    private func wait(stop: Int32, isStopping: Bool, hasWork: Bool) -> Bool {
        var watched = [
            pollfd(fd: isStopping ? -1 : stop, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isStopping ? -1 : listener, events: Int16(POLLIN), revents: 0),
        ]
        watched += connections.map {
            pollfd(
                fd: $0.descriptor, events: $0.events(isStopping: isStopping), revents: 0)
        }
        let ready = poll(&watched, nfds_t(watched.count), hasWork ? 0 : 250)
        guard ready > 0 else { return false }
        let now = clock()
        for (index, connection) in connections.enumerated() {
            let seen = watched[index + 2].revents
            if seen & Int16(POLLIN | POLLHUP | POLLERR) != 0 { connection.read(now) }
        }
        if watched[1].revents & Int16(POLLIN) != 0 { accept(now) }
        return watched[0].revents & Int16(POLLIN) != 0
    }

    private func accept(_ now: Int64) {
        while let (descriptor, peer) = MLLPSocket.accept(listener) {
            guard connections.count < limits.connections else {
                refusedConnections += 1
                close(descriptor)
                continue
            }
            do throws(TLSError) {
                let session = try identity.map { identity throws(TLSError) in
                    try TLSSession(identity)
                }
                connections.append(
                    MLLPConnection(
                        descriptor, peer: peer, session: session, limit: limits.messageBytes,
                        now: now))
            } catch {
                // Without memory for its session a connection is one too many.
                refusedConnections += 1
                close(descriptor)
            }
        }
    }

    private func closeEnded(_ now: Int64) {
        connections.removeAll { connection in
            if connection.isOver { end(connection, now) }
            return connection.isOver
        }
    }

    private func end(_ connection: MLLPConnection, _ now: Int64) {
        connection.sayFarewell(now)
        noiseBytes += connection.noiseBytes
    }
}

/// Why no server could be started.
public enum MLLPError: Error, Hashable {
    case badAddress(String)
    case cannotListen(host: String, port: UInt16, reason: Int32)
    case cannotConnect(host: String, port: UInt16, reason: Int32)
    /// The other side has hung up, or answers something else.
    case lost
    case refused(TLSError)
    case noAnswer
    /// We were told to end.
    case stopped
}
