/// Puts lines together to messages and takes the envelopes (FHS, BHS, BTS, FTS) off.
struct HL7Batch: Sendable {
    private var current: [UInt8] = []
    private var isTooLarge = false
    /// The last message waits until the line after it is known: a batch trailer speaks about it.
    private var waiting: HL7Stream.Piece?
    private var messagesInBatch = 0
    private var envelope: [String] = []
    private var isFirstLine = true

    /// The lines of a frame, each with its end.
    static func lines(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var (start, at) = (bytes.startIndex, bytes.startIndex)
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            guard byte == 0x0D || byte == 0x0A else { continue }
            if byte == 0x0D, at < bytes.endIndex, bytes[at] == 0x0A { at += 1 }
            lines.append(bytes[start..<at])
            start = at
        }
        if start < bytes.endIndex { lines.append(bytes[start...]) }
        return lines
    }

    mutating func take(
        _ whole: ArraySlice<UInt8>, isFramed: Bool, limit: Int = HL7Stream.largestMessage
    ) -> [HL7Stream.Piece] {
        // SS-MIX2 files end in 0x1C; put together they have it in the middle.
        let line = whole.drop { $0 == 0x1C || $0 == 0x1A }
        var text = line
        if isFirstLine, text.starts(with: CharacterSet.mark) { text = text.dropFirst(3) }
        isFirstLine = false
        let name = String(decoding: text.prefix(3), as: UTF8.self)
        switch name {
        case "MSH" where Self.hasSeparator(text):
            let pieces = cut(isFramed) + flush()
            current = Array(line)
            messagesInBatch += 1
            return pieces
        case "FHS", "BHS":
            let pieces = cut(isFramed) + flush()
            envelope.append(name)
            if name == "BHS" { messagesInBatch = 0 }
            return pieces
        case "BTS":
            let pieces = cut(isFramed)
            return pieces + closeBatch(text)
        case "FTS":
            let pieces = cut(isFramed) + flush()
            envelope.removeAll()
            return pieces
        default:
            if !isTooLarge { current.append(contentsOf: line) }
            if current.count > limit {
                isTooLarge = true
                current.removeLast(current.count - 4096)
            }
            return []
        }
    }

    /// A bare `MSH` within a message is a segment without fields; no message begins so.
    private static func hasSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        guard let fourth = line.dropFirst(3).first else { return false }
        return fourth > 0x20
    }

    /// A line longer than any message may be.
    mutating func overflow(_ start: ArraySlice<UInt8>) {
        if current.isEmpty { current.append(contentsOf: start) }
        isTooLarge = true
    }

    /// Ends the message at hand; gives the one that waited before it.
    private mutating func cut(_ isFramed: Bool) -> [HL7Stream.Piece] {
        defer {
            current = []
            isTooLarge = false
        }
        // Blank lines between messages are nobody's.
        let hasText = current.contains { $0 > 0x20 && $0 != 0x1C && $0 != 0x1A }
        guard hasText || isTooLarge else { return [] }
        while let last = current.last, last == 0x1C || last == 0x1A { current.removeLast() }
        let before = flush()
        waiting = HL7Stream.Piece(
            bytes: current, isFramed: isFramed, fault: isTooLarge ? .tooLarge : nil,
            envelope: envelope)
        return before
    }

    private mutating func flush() -> [HL7Stream.Piece] {
        guard let piece = waiting else { return [] }
        waiting = nil
        return [piece]
    }

    /// The trailer says how many messages there should be; they count even if it errs.
    private mutating func closeBatch(_ line: ArraySlice<UInt8>) -> [HL7Stream.Piece] {
        let digits = line.dropFirst(4).prefix { (0x30...0x39).contains($0) }
        if let count = Int(String(decoding: digits, as: UTF8.self)), count != messagesInBatch {
            waiting?.warnings.append(.batchCountMismatch)
        }
        messagesInBatch = 0
        envelope.removeAll { $0 == "BHS" }
        return flush()
    }

    mutating func finish(isFramed: Bool) -> [HL7Stream.Piece] {
        cut(isFramed) + flush()
    }
}
