/// Cuts a stream of bytes into messages, with no more in memory than one message.
///
/// Without a start of block (0x0B) the bytes are a file of messages, each beginning with a line
/// that starts with `MSH`. With one they are frames, as a connection carries them.
public struct HL7Stream: Sendable {
    public struct Piece: Sendable {
        public var bytes: [UInt8]
        public let isFramed: Bool
        /// Already known to be wrong, before anything is decoded.
        public let fault: HL7Reason?
        public var warnings: [HL7Warning] = []
        /// The envelope lines around it.
        public var envelope: [String] = []

        public init(
            bytes: [UInt8], isFramed: Bool, fault: HL7Reason?, envelope: [String] = []
        ) {
            self.bytes = bytes
            self.isFramed = isFramed
            self.fault = fault
            self.envelope = envelope
        }
    }

    public static let largestMessage = 16 << 20

    private enum State { case unknown, file, betweenFrames, inFrame, skipping }

    private let limit: Int
    private let allowsFiles: Bool
    private var state = State.unknown
    private var buffer: [UInt8] = []
    private var batch = HL7Batch()
    private var ready: [Piece] = []
    /// Where the bytes begin that belong to no message yet, and how far they were looked at.
    private var head = 0
    private var scanned = 0
    /// Bytes between frames that belonged to none.
    public private(set) var noiseBytes = 0

    /// - Parameter framedOnly: a connection has frames; what stands outside them is noise.
    public init(limit: Int = HL7Stream.largestMessage, framedOnly: Bool = false) {
        self.limit = limit
        allowsFiles = !framedOnly
        if framedOnly { state = .betweenFrames }
    }

    /// True while a frame has begun and not ended.
    public var isInMessage: Bool { state == .inFrame }

    /// Takes the next bytes and gives the messages that are now complete.
    public mutating func take(_ bytes: some Sequence<UInt8>) -> [Piece] {
        buffer.append(contentsOf: bytes)
        return pieces(isEnd: false)
    }

    /// Gives what is left when no more bytes come.
    public mutating func finish() -> [Piece] { pieces(isEnd: true) }

    private mutating func pieces(isEnd: Bool) -> [Piece] {
        advance(isEnd: isEnd)
        // Moved to the front once for all messages of a portion, not once for each.
        buffer.removeSubrange(..<head)
        (scanned, head) = (max(0, scanned - head), 0)
        defer { ready.removeAll() }
        return ready
    }

    private mutating func advance(isEnd: Bool) {
        while true {
            switch state {
            case .unknown:
                guard decideMode(isEnd) else { return }
            case .betweenFrames:
                let start = buffer[head...].firstIndex(of: 0x0B)
                noiseBytes += buffer[head..<(start ?? buffer.count)].count { !Self.isBetween($0) }
                head = start.map { $0 + 1 } ?? buffer.count
                guard start != nil else { return }
                (state, scanned) = (.inFrame, head)
            case .inFrame, .skipping:
                guard endFrame(isEnd) else { return }
            case .file:
                cutLines(isEnd)
                return
            }
        }
    }

    /// The line end after a frame is no noise.
    private static func isBetween(_ byte: UInt8) -> Bool {
        byte == 0x0D || byte == 0x0A || byte == 0x1C
    }

    private mutating func decideMode(_ isEnd: Bool) -> Bool {
        let visible = buffer.first { $0 != 0x0D && $0 != 0x0A && $0 != 0x20 && $0 != 0x09 }
        guard let visible else {
            guard isEnd else { return false }
            ready.append(Piece(bytes: buffer, isFramed: false, fault: .empty))
            head = buffer.count
            state = .betweenFrames
            return false
        }
        // Noise may stand before the first frame too; a file of messages has no 0x0B.
        let framed = visible == 0x0B || (!Self.startsFile(buffer) && buffer.contains(0x0B))
        state = framed ? .betweenFrames : .file
        return true
    }

    private static func startsFile(_ bytes: [UInt8]) -> Bool {
        var text = bytes.drop { $0 == 0x0D || $0 == 0x0A || $0 == 0x20 || $0 == 0x09 }
        if text.starts(with: CharacterSet.mark) { text = text.dropFirst(3) }
        return ["MSH", "FHS", "BHS"].contains { text.starts(with: $0.utf8) }
    }

    /// Emits the frame that begins at `head`; false when its end is not there yet.
    private mutating func endFrame(_ isEnd: Bool) -> Bool {
        let end = buffer[scanned...].firstIndex(of: 0x1C)
        // A header behind a second start: the first frame lost its end on the way.
        let restart = Self.restart(in: buffer[scanned..<(end ?? buffer.count)])
        if let stop = restart ?? end {
            let frame = Array(buffer[head..<stop])
            head = restart == nil ? stop + 1 : stop
            scanned = head
            if state == .inFrame { emit(frame, fault: restart == nil ? nil : .truncatedFrame) }
            state = .betweenFrames
            return true
        }
        scanned = max(head, buffer.count - 3)
        if buffer.count - head > limit {
            if state == .inFrame {
                let start = Array(buffer[head...].prefix(4096))
                ready.append(Piece(bytes: start, isFramed: true, fault: .tooLarge))
            }
            state = .skipping
            (head, scanned) = (scanned, scanned)
        }
        if isEnd {
            if state == .inFrame { emit(Array(buffer[head...]), fault: .truncatedFrame) }
            (head, scanned) = (buffer.count, buffer.count)
            state = .betweenFrames
        }
        return false
    }

    private static func restart(in bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes
        while let start = rest.firstIndex(of: 0x0B) {
            rest = rest[(start + 1)...]
            if rest.starts(with: "MSH".utf8) { return start }
        }
        return nil
    }

    private mutating func emit(_ frame: [UInt8], fault: HL7Reason?) {
        if let fault {
            ready.append(Piece(bytes: frame, isFramed: true, fault: fault))
            return
        }
        guard frame.count <= limit else {
            ready.append(Piece(bytes: Array(frame.prefix(4096)), isFramed: true, fault: .tooLarge))
            return
        }
        // A frame may carry a batch or several messages one after the other.
        var inner = HL7Batch()
        var pieces: [Piece] = []
        for line in HL7Batch.lines(of: frame[...]) {
            pieces += inner.take(line, isFramed: true)
        }
        pieces += inner.finish(isFramed: true)
        if pieces.isEmpty { pieces = [Piece(bytes: frame, isFramed: true, fault: .empty)] }
        ready += pieces
    }

    private mutating func cutLines(_ isEnd: Bool) {
        var at = max(head, scanned)
        while at < buffer.count {
            let byte = buffer[at]
            guard byte == 0x0D || byte == 0x0A else {
                at += 1
                continue
            }
            // The pair CR LF is one end; wait for the next byte if it may be the second half.
            if byte == 0x0D, at + 1 == buffer.count, !isEnd { break }
            let isPair = byte == 0x0D && at + 1 < buffer.count && buffer[at + 1] == 0x0A
            at += isPair ? 2 : 1
            ready += batch.take(buffer[head..<at], isFramed: false, limit: limit)
            head = at
        }
        scanned = at
        if buffer.count - head > limit {
            batch.overflow(buffer[head...].prefix(4096))
            (head, scanned) = (buffer.count, buffer.count)
        }
        guard isEnd else { return }
        if head < buffer.count {
            ready += batch.take(buffer[head...], isFramed: false, limit: limit)
        }
        (head, scanned) = (buffer.count, buffer.count)
        ready += batch.finish(isFramed: false)
    }
}
