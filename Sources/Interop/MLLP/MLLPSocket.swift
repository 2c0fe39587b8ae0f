import Glibc

/// The calls of the operating system that the server needs.
enum MLLPSocket {
    static func listen(
        host: String, port: UInt16
    ) throws(MLLPError) -> (descriptor: Int32, port: UInt16) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1
        else { throw .badAddress(host) }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, kind | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw .cannotListen(host: host, port: port, reason: errno) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard isBound == 0, Glibc.listen(descriptor, 64) == 0 else {
            let reason = errno
            close(descriptor)
            throw .cannotListen(host: host, port: port, reason: reason)
        }
        var bound = sockaddr_in()
        var length = size
        withUnsafeMutablePointer(to: &bound) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = getsockname(descriptor, $0, &length)
            }
        }
        return (descriptor, UInt16(bigEndian: bound.sin_port))
    }

    /// The next connection that waits; nil when there is none.
    static func accept(_ listener: Int32) -> (descriptor: Int32, peer: String)? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.accept(listener, $0, &length)
            }
        }
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var yes: Int32 = 1
        // Answers are short and the sender waits for each.
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes,
            socklen_t(MemoryLayout<Int32>.size))
        var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
        inet_ntop(AF_INET, &address.sin_addr, &text, socklen_t(text.count))
        let name = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return (descriptor, String(decoding: name, as: UTF8.self))
    }
}

/// One sender.
final class MLLPConnection {
    // A class, because it owns a descriptor.
    let descriptor: Int32
    let peer: String
    private var stream: HL7Stream
    private var pieces: [HL7Stream.Piece] = []
    private var nextIndex = 0
    private var output: [UInt8] = []
    private var written = 0
    private var lastActivity: Int64
    private var hasEnded = false
    private var closesAfterOutput = false
    private var isBroken = false

    /// Answers that nobody takes: no more is read until they are gone.
    private static let mostOutput = 1 << 20
    private static let mostPieces = 64

    init(_ descriptor: Int32, peer: String, limit: Int, now: Int64) {
        self.descriptor = descriptor
        self.peer = peer
        stream = HL7Stream(limit: limit, framedOnly: true)
        lastActivity = now
    }

    deinit { close(descriptor) }

    var noiseBytes: Int { stream.noiseBytes }
    var hasWork: Bool { nextIndex < pieces.count && !closesAfterOutput && !isBroken }
    var hasOutput: Bool { written < output.count && !isBroken }
    var isOver: Bool { isBroken || ((hasEnded || closesAfterOutput) && !hasOutput && !hasWork) }

    func isIdle(since limit: Int64) -> Bool { lastActivity < limit && !hasWork }

    func events(isStopping: Bool) -> Int16 {
        var events: Int16 = 0
        let isFull =
            output.count - written > Self.mostOutput || pieces.count - nextIndex > Self.mostPieces
        if !isStopping, !isFull, !hasEnded, !closesAfterOutput { events |= Int16(POLLIN) }
        if hasOutput { events |= Int16(POLLOUT) }
        return events
    }

    func read(_ now: Int64) {
        guard !hasEnded, !closesAfterOutput else { return }
        let received = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 { append(buffer[..<count], now) }
            return count
        }
        if received == 0 {
            hasEnded = true
            keep(stream.finish())
        } else if received < 0, errno != EAGAIN, errno != EINTR {
            isBroken = true
        }
    }

    private func append(_ bytes: Slice<UnsafeMutableRawBufferPointer>, _ now: Int64) {
        lastActivity = now
        keep(stream.take(bytes))
    }

    private func keep(_ new: [HL7Stream.Piece]) {
        if nextIndex > 0 {
            pieces.removeSubrange(..<nextIndex)
            nextIndex = 0
        }
        pieces += new
    }

    func nextPiece() -> HL7Stream.Piece? {
        guard hasWork else { return nil }
        defer { nextIndex += 1 }
        return pieces[nextIndex]
    }

    func take(_ outcome: MLLPServer.Outcome) {
        switch outcome {
        case .answer(let answers): answers.forEach(frame)
        case .answerAndClose(let answers):
            answers.forEach(frame)
            closesAfterOutput = true
        case .close: isBroken = true
        }
    }

    private func frame(_ message: [UInt8]) {
        output.append(0x0B)
        output += message
        output += [0x1C, 0x0D]
    }

    func write(_ now: Int64) {
        while hasOutput {
            let count = output.withUnsafeBytes { buffer in
                send(
                    descriptor, buffer.baseAddress! + written, buffer.count - written,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                if count < 0, errno != EAGAIN { isBroken = true }
                return
            }
            written += count
            lastActivity = now
        }
        output.removeAll(keepingCapacity: true)
        written = 0
    }
}
