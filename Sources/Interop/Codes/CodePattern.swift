/// The patterns of the code table: literals, `\w`, `\d`, counts in braces, alternatives in round
/// brackets, and `?`. The whole code must match.
///
/// A full regular expression would accept tables that hang the import; this has no loops.
struct CodePattern: Sendable {
    private indirect enum Piece: Sendable {
        case byte(UInt8)
        case word, digit, any
        case choice([[Piece]])
        case optional(Piece)
    }

    private let pieces: [Piece]
    /// What every matching code begins with: nearly all codes fail here, and at once.
    private let prefix: [UInt8]
    /// The code itself where the pattern allows nothing else.
    let literal: String?

    /// Nil where the pattern has anything that is not known here.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard let pieces = Self.sequence(&rest, depth: 0), rest.isEmpty else { return nil }
        self.pieces = pieces
        var plain: [UInt8] = []
        for piece in pieces {
            guard case .byte(let byte) = piece else { break }
            plain.append(byte)
        }
        prefix = plain
        literal = plain.count == pieces.count ? String(decoding: plain, as: UTF8.self) : nil
    }

    private static func sequence(
        _ rest: inout ArraySlice<UInt8>, depth: Int
    ) -> [Piece]? {
        var pieces: [Piece] = []
        while let byte = rest.first {
            if depth > 0, byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") { break }
            rest.removeFirst()
            let piece: Piece
            switch byte {
            case UInt8(ascii: "\\"):
                guard let kind = rest.popFirst() else { return nil }
                switch kind {
                case UInt8(ascii: "w"): piece = .word
                case UInt8(ascii: "d"): piece = .digit
                default: piece = .byte(kind)
                }
            case UInt8(ascii: "."): piece = .any
            case UInt8(ascii: "("):
                guard depth < 4, let choice = alternatives(&rest, depth: depth + 1) else {
                    return nil
                }
                piece = .choice(choice)
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "["), UInt8(ascii: "{"),
                UInt8(ascii: "?"), UInt8(ascii: "|"), UInt8(ascii: ")"):
                return nil
            default: piece = .byte(byte)
            }
            guard let repeated = repeated(piece, &rest) else { return nil }
            pieces += repeated
        }
        return pieces
    }

    private static func repeated(_ piece: Piece, _ rest: inout ArraySlice<UInt8>) -> [Piece]? {
        if rest.first == UInt8(ascii: "?") {
            rest.removeFirst()
            return [.optional(piece)]
        }
        guard rest.first == UInt8(ascii: "{") else { return [piece] }
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")),
            let count = Int(String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self)),
            (1...40).contains(count)
        else { return nil }
        rest = rest[(close + 1)...]
        return Array(repeating: piece, count: count)
    }

    private static func alternatives(
        _ rest: inout ArraySlice<UInt8>, depth: Int
    ) -> [[Piece]]? {
        var all: [[Piece]] = []
        while true {
            guard let one = sequence(&rest, depth: depth), let end = rest.popFirst() else {
                return nil
            }
            all.append(one)
            if end == UInt8(ascii: ")") { return all }
        }
    }

    func matches(_ code: String) -> Bool {
        guard code.utf8.starts(with: prefix) else { return false }
        let bytes = Array(code.utf8)
        guard bytes.count <= 200 else { return false }
        return Self.ends(pieces[...], bytes, at: 0).contains(bytes.count)
    }

    /// Every place at which the pieces can end when they begin at `at`.
    private static func ends(
        _ pieces: ArraySlice<Piece>, _ bytes: [UInt8], at start: Int
    ) -> Set<Int> {
        var places: Set<Int> = [start]
        for piece in pieces {
            var next: Set<Int> = []
            for place in places { next.formUnion(ends(piece, bytes, at: place)) }
            if next.isEmpty { return [] }
            places = next
        }
        return places
    }

    private static func ends(_ piece: Piece, _ bytes: [UInt8], at place: Int) -> Set<Int> {
        func one(_ fits: (UInt8) -> Bool) -> Set<Int> {
            place < bytes.count && fits(bytes[place]) ? [place + 1] : []
        }
        switch piece {
        case .byte(let wanted): return one { $0 == wanted }
        case .any: return one { _ in true }
        case .digit: return one { (0x30...0x39).contains($0) }
        case .word:
            return one {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x5F
            }
        case .optional(let inner): return ends(inner, bytes, at: place).union([place])
        case .choice(let choices):
            return choices.reduce(into: []) {
                $0.formUnion(ends($1[...], bytes, at: place))
            }
        }
    }
}
