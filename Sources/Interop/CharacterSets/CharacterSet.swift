/// The sets of characters that come over hospital interfaces.
///
/// The decoders are the program's own: what a system's converter does with NEC's and IBM's kanji,
/// the wave dash and broken bytes differs from machine to machine, and a name must not.
public enum CharacterSet: String, CaseIterable, Sendable {
    case ascii = "ASCII"
    case utf8 = "UTF-8"
    case utf8WithMark = "UTF-8 (BOM)"
    case iso2022JP = "ISO-2022-JP"
    case shiftJIS = "Shift_JIS"
    case eucJP = "EUC-JP"
    case latin1 = "ISO-8859-1"

    /// Reads the names that people and MSH-18 use, whatever their case and their dashes.
    public init?(named name: String) {
        let plain = name.utf8.filter { !" -_/".utf8.contains($0) }
        switch String(decoding: plain, as: UTF8.self).uppercased() {
        case "ASCII", "USASCII": self = .ascii
        case "UTF8", "UNICODEUTF8": self = .utf8
        case "ISO2022JP", "ISOIR87", "~ISOIR87", "JIS": self = .iso2022JP
        case "SHIFTJIS", "SJIS", "CP932", "WINDOWS31J", "MS932": self = .shiftJIS
        case "EUCJP", "EUC": self = .eucJP
        case "ISO88591", "88591", "LATIN1": self = .latin1
        default: return nil
        }
    }

    /// The text as UTF-8; nil when any byte cannot belong to this set. Nothing is replaced: a
    /// half-read name would be stored as if it were the name.
    public func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        switch self {
        case .ascii: bytes.allSatisfy { $0 < 0x80 } ? Array(bytes) : nil
        case .utf8: Self.isUTF8(bytes) ? Array(bytes) : nil
        case .utf8WithMark:
            Self.isUTF8(bytes)
                ? Array(bytes.starts(with: Self.mark) ? bytes.dropFirst(3) : bytes)
                : nil
        case .iso2022JP: ISO2022JP.decode(bytes)
        case .shiftJIS: ShiftJIS.decode(bytes)
        case .eucJP: EUCJP.decode(bytes)
        case .latin1:
            Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
        }
    }

    /// The bytes of a text. What the set cannot write becomes a question mark, because an answer
    /// has to be sent even so.
    public func encode(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .utf8WithMark: Self.mark + Array(text.utf8)
        case .ascii: text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : Self.unknown }
        case .latin1: text.unicodeScalars.map { UInt8(exactly: $0.value) ?? Self.unknown }
        case .iso2022JP: ISO2022JP.encode(text)
        case .shiftJIS: ShiftJIS.encode(text)
        case .eucJP: EUCJP.encode(text)
        }
    }

    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    static let unknown = UInt8(ascii: "?")

    static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
    }

    /// A text of ASCII and of characters that begin with a higher byte.
    ///
    /// - Parameter character: the character that begins at a place, and how many bytes it takes.
    @inline(__always)
    static func decode(
        _ bytes: ArraySlice<UInt8>,
        _ character: (UnsafeBufferPointer<UInt8>, Int) -> (Unicode.Scalar, Int)?
    ) -> [UInt8]? {
        bytes.withUnsafeBufferPointer { bytes in
            var text: [UInt8] = []
            text.reserveCapacity(bytes.count + bytes.count / 2)
            var at = 0
            while at < bytes.count {
                if bytes[at] < 0x80 {
                    text.append(bytes[at])
                    at += 1
                    continue
                }
                guard let (scalar, length) = character(bytes, at) else { return nil }
                text.append(scalar)
                at += length
            }
            return text
        }
    }
}

/// A text and the set that it came in.
public struct DecodedText: Equatable, Sendable {
    public let set: CharacterSet
    public let utf8: [UInt8]

    public init(set: CharacterSet, utf8: [UInt8]) { (self.set, self.utf8) = (set, utf8) }

    /// Decides which set the bytes are in, by what they are rather than by what they are said to
    /// be: senders declare ISO-2022-JP and send UTF-8.
    ///
    /// - Parameters:
    ///   - declaresLatin1: MSH-18 says `8859/1`.
    ///   - asked: what the person who imports says, taken when the bytes do not tell.
    public init?(
        deciding bytes: ArraySlice<UInt8>, declaresLatin1: Bool = false,
        asked: CharacterSet? = nil
    ) {
        if bytes.starts(with: CharacterSet.mark) {
            guard let text = CharacterSet.utf8WithMark.decode(bytes) else { return nil }
            self.init(set: .utf8WithMark, utf8: text)
            return
        }
        if Self.hasShift(bytes) {
            guard let text = CharacterSet.iso2022JP.decode(bytes) else { return nil }
            self.init(set: .iso2022JP, utf8: text)
            return
        }
        if bytes.allSatisfy({ $0 < 0x80 }) {
            self.init(set: .ascii, utf8: Array(bytes))
        } else if CharacterSet.isUTF8(bytes) {
            self.init(set: .utf8, utf8: Array(bytes))
        } else if declaresLatin1, let text = CharacterSet.latin1.decode(bytes) {
            self.init(set: .latin1, utf8: text)
        } else if let asked, let text = asked.decode(bytes) {
            self.init(set: asked, utf8: text)
        } else {
            self.init(judging: bytes)
        }
    }

    /// Shift_JIS or EUC-JP. Kanji of the one read as the other turn into rows of half-width kana,
    /// which no hospital writes in such numbers.
    private init?(judging bytes: ArraySlice<UInt8>) {
        let candidates = [CharacterSet.shiftJIS, .eucJP].compactMap { set in
            set.decode(bytes).map { DecodedText(set: set, utf8: $0) }
        }
        guard let best = candidates.min(by: { $0.oddCharacters < $1.oddCharacters }) else {
            return nil
        }
        self = best
    }

    /// Half-width kana and characters of private use.
    private var oddCharacters: Int {
        String(decoding: utf8, as: UTF8.self).unicodeScalars.count {
            (0xFF61...0xFF9F).contains($0.value) || (0xE000...0xF8FF).contains($0.value)
        }
    }

    /// True where an escape sequence selects a Japanese set.
    private static func hasShift(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard buffer.count >= 2 else { return false }
            for index in 0..<buffer.count - 1 where buffer[index] == 0x1B {
                let next = buffer[index + 1]
                if next == UInt8(ascii: "$") || next == UInt8(ascii: "(") { return true }
            }
            return false
        }
    }
}
