/// Turns the bytes of a terminal into keys.
///
/// Written here and not left to curses, which hands an escape sequence that it does not know over
/// letter by letter: the `A` of an unknown arrow would then run the command `A`.
public struct KeyDecoder: Sendable {
    private enum State: Sendable {
        case ground
        case escape
        /// `ESC [`, with the bytes after it.
        case control([UInt8])
        /// `ESC O`.
        case single
        /// `ESC ]` and its like: a text for the terminal that ends with BEL or ST.
        case string(first: UInt8, length: Int)
        /// `ESC [ M` and three bytes: a mouse report of the old form.
        case oldMouse([UInt8])
        case utf8([UInt8], wanted: Int)
        case paste([UInt8])
    }

    private var state = State.ground

    public init() {}

    /// How long to wait for the rest of what has begun; nil when nothing has.
    public var patienceMilliseconds: Int? {
        switch state {
        case .ground: nil
        case .paste: 1000
        // A terminal writes a sequence at once; a person who presses Escape waits for what it does.
        // As long as tmux waits, and short enough to paint within 16 ms.
        case .escape: 10
        // A person cannot type this fast, a network rarely splits a sequence this long.
        case .control, .single, .string, .oldMouse, .utf8: 25
        }
    }

    static let longestSequence = 64
    static let longestString = 4096
    static let longestPaste = 1 << 20

    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
        var keys: [Key] = []
        for byte in bytes { take(byte, &keys) }
        return keys
    }

    /// Nothing more came in time: what has begun is all there is.
    public mutating func timeOut() -> [Key] {
        defer { state = .ground }
        switch state {
        case .ground: return []
        case .escape: return [.escape]
        // Alt and a bracket or an O, typed by a person.
        case .control(let bytes) where bytes.isEmpty: return [.alt("[")]
        case .single: return [.alt("O")]
        case .string(let first, 0): return [.alt(Character(Unicode.Scalar(first)))]
        case .paste(let bytes): return [.paste(String(decoding: bytes, as: UTF8.self))]
        case .control, .string, .oldMouse, .utf8: return [.unknown]
        }
    }

    private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
        switch state {
        case .ground: ground(byte, &keys)
        case .escape: afterEscape(byte, &keys)
        case .control(let bytes): inControl(byte, bytes, &keys)
        case .single:
            state = .ground
            keys.append(KeyTable.single(byte))
        case .string(let first, let length): inString(byte, first, length, &keys)
        case .oldMouse(let bytes):
            state = bytes.count < 2 ? .oldMouse(bytes + [byte]) : .ground
            if bytes.count == 2 { keys.append(KeyTable.oldMouse(bytes + [byte])) }
        case .utf8(let bytes, let wanted): inUTF8(byte, bytes, wanted, &keys)
        case .paste(let bytes): inPaste(byte, bytes, &keys)
        }
    }

    private mutating func ground(_ byte: UInt8, _ keys: inout [Key]) {
        switch byte {
        case 0x1B: state = .escape
        case 0x0D, 0x0A: keys.append(.enter)
        case 0x09: keys.append(.tab)
        case 0x08, 0x7F: keys.append(.backspace)
        case 0x01...0x1A: keys.append(.control(Character(Unicode.Scalar(byte + 0x60))))
        case 0x20...0x7E: keys.append(.text(Character(Unicode.Scalar(byte))))
        case 0xC2...0xDF: state = .utf8([byte], wanted: 2)
        case 0xE0...0xEF: state = .utf8([byte], wanted: 3)
        case 0xF0...0xF4: state = .utf8([byte], wanted: 4)
        default: keys.append(.unknown)
        }
    }

    private mutating func inUTF8(
        _ byte: UInt8, _ bytes: [UInt8], _ wanted: Int, _ keys: inout [Key]
    ) {
        guard byte & 0xC0 == 0x80 else {
            keys.append(.unknown)
            state = .ground
            return ground(byte, &keys)
        }
        let all = bytes + [byte]
        guard all.count == wanted else {
            state = .utf8(all, wanted: wanted)
            return
        }
        state = .ground
        guard let text = String(validating: all, as: UTF8.self),
            let first = text.unicodeScalars.first,
            first.value >= 0xA0
        else {
            keys.append(.unknown)
            return
        }
        keys.append(.text(Character(first)))
    }

    private mutating func afterEscape(_ byte: UInt8, _ keys: inout [Key]) {
        state = .ground
        switch byte {
        case UInt8(ascii: "["): state = .control([])
        case UInt8(ascii: "O"): state = .single
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
            UInt8(ascii: "_"):
            state = .string(first: byte, length: 0)
        case 0x1B:
            keys.append(.escape)
            state = .escape
        case 0x20...0x7E: keys.append(.alt(Character(Unicode.Scalar(byte))))
        case 0x0D: keys.append(.named(.enter, .alt))
        case 0x7F, 0x08: keys.append(.named(.backspace, .alt))
        default:
            // Escape was typed, and something else right after it.
            keys.append(.escape)
            ground(byte, &keys)
        }
    }

    private mutating func inControl(_ byte: UInt8, _ bytes: [UInt8], _ keys: inout [Key]) {
        switch byte {
        // The Linux console sends `ESC [ [ A` for F1.
        case UInt8(ascii: "[") where bytes.isEmpty: state = .control([byte])
        case 0x40...0x7E:
            state = .ground
            if byte == UInt8(ascii: "M"), bytes.isEmpty {
                state = .oldMouse([])
            } else if byte == UInt8(ascii: "~"), bytes == Array("200".utf8) {
                state = .paste([])
            } else {
                keys.append(KeyTable.control(bytes, final: byte))
            }
        case 0x20...0x3F where bytes.count < Self.longestSequence: state = .control(bytes + [byte])
        case 0x1B:
            keys.append(.unknown)
            state = .escape
        default:
            keys.append(.unknown)
            state = .ground
        }
    }

    private mutating func inString(
        _ byte: UInt8, _ first: UInt8, _ length: Int, _ keys: inout [Key]
    ) {
        switch byte {
        case 0x07:
            keys.append(.unknown)
            state = .ground
        // Either the end (`ESC \`) or a new sequence; both end the text.
        case 0x1B:
            keys.append(.unknown)
            state = .escape
        default:
            state =
                length < Self.longestString ? .string(first: first, length: length + 1) : .ground
        }
    }

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    private mutating func inPaste(_ byte: UInt8, _ bytes: [UInt8], _ keys: inout [Key]) {
        state = .ground  // Lets the array grow in place.
        var bytes = bytes
        bytes.append(byte)
        if byte == UInt8(ascii: "~"), bytes.suffix(Self.pasteEnd.count) == Self.pasteEnd[...] {
            let text = bytes.dropLast(Self.pasteEnd.count)
            keys.append(.paste(String(decoding: text, as: UTF8.self)))
        } else if bytes.count >= Self.longestPaste {
            keys.append(.paste(String(decoding: bytes, as: UTF8.self)))
        } else {
            state = .paste(bytes)
        }
    }
}
