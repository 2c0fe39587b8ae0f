import Glibc

/// One sender.
///
/// A class, because it owns a descriptor.
final class MLLPConnection {
    let descriptor: Int32
    let peer: String
    /// Nil where the words go over the wire as they are.
    private let session: TLSSession?
    private var stream: HL7Stream
    private var pieces: [HL7Stream.Piece] = []
    private var nextIndex = 0
    private var output: [UInt8] = []
    private var written = 0
    private var lastActivity: Int64
    /// Since when we wait for what must come soon: the first word, or the end of a frame.
    private var waitsSince: Int64?
    private var hasSpoken = false
    private var hasEnded = false
    private var closesAfterOutput = false
    private var isBroken = false
    /// Why no protected connection came about; told once.
    private var refusal: TLSError?

    /// Answers that nobody takes: no more is read until they are gone.
    private static let mostOutput = 1 << 20
    private static let mostPieces = 64

    init(_ descriptor: Int32, peer: String, session: TLSSession?, limit: Int, now: Int64) {
        self.descriptor = descriptor
        self.peer = peer
        self.session = session
        stream = HL7Stream(limit: limit, framedOnly: true)
        lastActivity = now
        waitsSince = now
    }

    deinit { close(descriptor) }

    var noiseBytes: Int { stream.noiseBytes }
    var hasWork: Bool { nextIndex < pieces.count && !closesAfterOutput && !isBroken }
    var hasOutput: Bool { written < output.count && !isBroken }
    var isOver: Bool { isBroken || ((hasEnded || closesAfterOutput) && !hasOutput && !hasWork) }

    func events(isStopping: Bool) -> Int16 {
        var events: Int16 = 0
        let isFull =
            output.count - written > Self.mostOutput || pieces.count - nextIndex > Self.mostPieces
        if !isStopping, !isFull, !hasEnded, !closesAfterOutput { events |= Int16(POLLIN) }
        if hasOutput { events |= Int16(POLLOUT) }
        return events
    }

    // MARK: What comes

    func read(_ now: Int64) {
        guard !hasEnded, !closesAfterOutput else { return }
        let received = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 { take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), now) }
            return count
        }
        if received == 0 {
            endInput()
        } else if received < 0, errno != EAGAIN, errno != EINTR {
            isBroken = true
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer, _ now: Int64) {
        lastActivity = now
        guard let session else { return hear(bytes, now) }
        do throws(TLSError) {
            let words = try session.receive(bytes)
            if !words.isEmpty { hear(words, now) }
            if session.hasEnded { endInput() }
        } catch {
            refusal = error
            closesAfterOutput = true
        }
        output += session.takeOutput()
    }

    private func hear(_ bytes: some Sequence<UInt8>, _ now: Int64) {
        let new = stream.take(bytes)
        keep(new)
        // A frame that begins in this portion begins now.
        if !stream.isInMessage {
            waitsSince = nil
        } else if !new.isEmpty || waitsSince == nil || !hasSpoken {
            waitsSince = now
        }
        hasSpoken = true
    }

    /// A message without its end is kept as cut off.
    private func endInput() {
        hasEnded = true
        keep(stream.finish())
    }

    private func keep(_ new: [HL7Stream.Piece]) {
        if nextIndex > 0 {
            pieces.removeSubrange(..<nextIndex)
            nextIndex = 0
        }
        pieces += new
    }

    func nextPiece(_ now: Int64) -> HL7Stream.Piece? {
        guard hasWork else { return nil }
        // Whoever waited for us is not late.
        if waitsSince != nil { waitsSince = now }
        defer { nextIndex += 1 }
        return pieces[nextIndex]
    }

    func takeRefusal() -> TLSError? {
        defer { refusal = nil }
        return refusal
    }

    /// Ends a conversation in which nothing comes: what was begun is kept as cut off.
    func endIfLate(_ now: Int64, _ limits: MLLPServer.Limits) {
        guard !hasWork else { return }
        if now - lastActivity > limits.idleMilliseconds {
            isBroken = true
            return
        }
        let patience = hasSpoken ? limits.frameMilliseconds : limits.firstByteMilliseconds
        guard !hasEnded, !closesAfterOutput, let waitsSince, now - waitsSince > patience
        else { return }
        if let session, !session.isOpen { refusal = .late }
        endInput()
    }

    // MARK: What goes

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
        say([0x0B] + message + [0x1C, 0x0D])
    }

    private func say(_ words: [UInt8]) {
        guard let session else {
            output += words
            return
        }
        do throws(TLSError) {
            try session.send(words)
            output += session.takeOutput()
        } catch {
            isBroken = true
        }
    }

    /// A last word, for which nobody waits.
    func sayFarewell(_ now: Int64) {
        guard let session, !isBroken else { return }
        session.end()
        output += session.takeOutput()
        write(now)
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
