import Glibc

/// Sends HL7 messages in MLLP frames over TCP and waits for each answer.
///
/// A class, because it owns a socket.
public final class MLLPClient {
    private let descriptor: Int32
    private let clock: () -> Int64
    /// Nil where the words go over the wire as they are.
    private let session: TLSSession?
    private var stream = HL7Stream(limit: 1 << 20, framedOnly: true)

    /// - Parameters:
    ///   - host: a name or an address; a certificate must name it.
    ///   - identity: whom we trust and what we show; without one nothing is protected.
    ///   - stop: a descriptor; waiting ends when it becomes readable.
    ///   - clock: milliseconds that only go forward.
    public init(
        host: String, port: UInt16, identity: TLSIdentity? = nil, stop: Int32,
        milliseconds: Int64, clock: @escaping () -> Int64
    ) throws(MLLPError) {
        self.clock = clock
        do throws(TLSError) {
            session = try identity.map { identity throws(TLSError) in
                try TLSSession(identity, host: host)
            }
        } catch {
            throw .refused(error)
        }
        let limit = clock() + milliseconds
        // From here on `deinit` closes it, whatever is thrown.
        descriptor = try MLLPSocket.connect(
            host: host, port: port, stop: stop, until: limit, clock)
        try shakeHands(stop, limit)
    }

    deinit {
        if let session {
            session.end()
            let farewell = session.takeOutput()
            _ = Glibc.send(descriptor, farewell, farewell.count, Int32(MSG_NOSIGNAL))
        }
        close(descriptor)
    }

    private func shakeHands(_ stop: Int32, _ limit: Int64) throws(MLLPError) {
        guard let session else { return }
        _ = try protecting { () throws(TLSError) in try session.begin() }
        while true {
            try send(session.takeOutput(), stop, limit)
            if session.isOpen { return }
            _ = try receive(stop, limit)
        }
    }

    /// - Returns: the answer, without its frame.
    public func exchange(
        _ message: [UInt8], stop: Int32, milliseconds: Int64
    ) throws(MLLPError) -> [UInt8] {
        let limit = clock() + milliseconds
        var frame = [0x0B] + message + [0x1C, 0x0D]
        if let session {
            try protecting { () throws(TLSError) in try session.send(frame) }
            frame = session.takeOutput()
        }
        try send(frame, stop, limit)
        while true {
            // A receiver answers each message once; more than one answer is its error.
            if let answer = stream.take(try receive(stop, limit)).first { return answer.bytes }
        }
    }

    /// Waits for the next words of the other side; with protection there may be none in what came.
    private func receive(_ stop: Int32, _ limit: Int64) throws(MLLPError) -> [UInt8] {
        while true {
            try wait(POLLIN, stop, until: limit)
            var buffer = [UInt8](repeating: 0, count: 1 << 14)
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EAGAIN || errno == EINTR { continue }
            guard count > 0 else { throw .lost }
            buffer.removeLast(buffer.count - count)
            guard let session else { return buffer }
            let words = try protecting { () throws(TLSError) in
                try session.receive(buffer)
            }
            // Agreements of the protocol answer each other between the words.
            try send(session.takeOutput(), stop, limit)
            return words
        }
    }

    private func protecting<Result>(
        _ body: () throws(TLSError) -> Result
    ) throws(MLLPError) -> Result {
        do throws(TLSError) {
            return try body()
        } catch {
            throw .refused(error)
        }
    }

    private func send(_ bytes: [UInt8], _ stop: Int32, _ limit: Int64) throws(MLLPError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EAGAIN {
                try wait(POLLOUT, stop, until: limit)
            } else if count < 0, errno == EINTR {
                continue
            } else if count <= 0 {
                throw .lost
            } else {
                rest = rest.dropFirst(count)
            }
        }
    }

    private func wait(_ events: Int32, _ stop: Int32, until limit: Int64) throws(MLLPError) {
        try MLLPSocket.wait(descriptor, events, stop, until: limit, clock)
    }
}

extension MLLPSocket {
    /// Connects to the first address of a host that answers: a name often stands for several, of
    /// which a receiver may listen on one.
    static func connect(
        host: String, port: UInt16, stop: Int32, until limit: Int64, _ clock: () -> Int64
    ) throws(MLLPError) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else {
            throw .badAddress(host)
        }
        defer { freeaddrinfo(found) }
        var left = Int64(sequence(first: found) { $0.pointee.ai_next }.reduce(0) { n, _ in n + 1 })
        var reason = ECONNREFUSED
        for address in sequence(first: found, next: { $0.pointee.ai_next }) {
            // One that is silent leaves time for the others.
            let end = clock() + max(1, (limit - clock()) / left)
            left -= 1
            let kind =
                Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
                | Int32(SOCK_NONBLOCK.rawValue)
            let descriptor = socket(address.pointee.ai_family, kind, 0)
            guard descriptor >= 0 else {
                reason = errno
                continue
            }
            do throws(MLLPError) {
                reason = try connect(descriptor, address.pointee, stop, until: end, clock)
            } catch {
                close(descriptor)
                guard case .noAnswer = error, left > 0 else { throw error }
                continue
            }
            if reason == 0 { return descriptor }
            close(descriptor)
        }
        throw .cannotConnect(host: host, port: port, reason: reason)
    }

    /// - Returns: why it cannot be connected, as the system numbers it; 0 where it is.
    private static func connect(
        _ descriptor: Int32, _ address: addrinfo, _ stop: Int32, until limit: Int64,
        _ clock: () -> Int64
    ) throws(MLLPError) -> Int32 {
        let code = Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen)
        guard code == 0 || errno == EINPROGRESS else { return errno }
        try wait(descriptor, POLLOUT, stop, until: limit, clock)
        var (reason, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &reason, &size)
        var yes: Int32 = 1
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes,
            socklen_t(MemoryLayout<Int32>.size))
        return reason
    }

    static func wait(
        _ descriptor: Int32, _ events: Int32, _ stop: Int32, until limit: Int64,
        _ clock: () -> Int64
    ) throws(MLLPError) {
        while true {
            let left = limit - clock()
            guard left > 0 else { throw .noAnswer }
            var polled = [
                pollfd(fd: descriptor, events: Int16(events), revents: 0),
                pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&polled, 2, Int32(min(left, 60_000)))
            if ready < 0, errno != EINTR { throw .lost }
            if polled[1].revents != 0 { throw .stopped }
            if polled[0].revents != 0 { return }
        }
    }
}
