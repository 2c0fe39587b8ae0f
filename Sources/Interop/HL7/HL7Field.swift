/// The five characters that divide a message, as its own MSH-1 and MSH-2 name them.
public struct HL7Separators: Hashable, Sendable {
    public let field: UInt8
    public let component: UInt8?
    public let repetition: UInt8?
    public let escape: UInt8?
    public let subcomponent: UInt8?
    /// As they stood in the message: `|^~\&`.
    public let text: String

    static let usual = HL7Separators(field: 0x7C, encoding: Array("^~\\&".utf8)[...])

    init(field: UInt8, encoding: ArraySlice<UInt8>) {
        self.field = field
        let named = Array(encoding)
        component = named.first
        repetition = named.count > 1 ? named[1] : nil
        escape = named.count > 2 ? named[2] : nil
        // A sender that repeats its escape character means no sub-components: were it taken for
        // both, every escape would cut the text.
        subcomponent = named.count > 3 && named[3] != named[2] ? named[3] : nil
        text = String(decoding: [field] + named, as: UTF8.self)
    }
}

/// A piece of a message between separators: a field, one of its repetitions, or a component.
public struct HL7Field: Sendable {
    let bytes: ArraySlice<UInt8>
    let separators: HL7Separators

    public var isEmpty: Bool { bytes.isEmpty }

    /// `""`: the sender wants the value gone. An empty field says nothing about it.
    public static let deletion = "\"\""

    /// The text with its escapes undone; nil where there is none.
    public var text: String? {
        bytes.isEmpty ? nil : HL7Escape.undone(bytes, separators)
    }

    public var repetitions: [HL7Field] {
        guard let separator = separators.repetition else { return [self] }
        return bytes.split(separator: separator, omittingEmptySubsequences: false).map {
            HL7Field(bytes: $0, separators: separators)
        }
    }

    /// The first repetition, which is the whole field in most.
    public var first: HL7Field { part(1, separators.repetition) }

    /// Counted from 1.
    public func component(_ number: Int) -> HL7Field { part(number, separators.component) }
    public func subcomponent(_ number: Int) -> HL7Field { part(number, separators.subcomponent) }

    private func part(_ number: Int, _ separator: UInt8?) -> HL7Field {
        let nothing = HL7Field(bytes: bytes[bytes.endIndex...], separators: separators)
        guard let separator else { return number == 1 ? self : nothing }
        var (start, seen) = (bytes.startIndex, 1)
        while seen < number {
            guard let cut = bytes[start...].firstIndex(of: separator) else { return nothing }
            (start, seen) = (cut + 1, seen + 1)
        }
        let end = bytes[start...].firstIndex(of: separator) ?? bytes.endIndex
        return HL7Field(bytes: bytes[start..<end], separators: separators)
    }
}

/// Escape sequences within a field.
enum HL7Escape {
    static func undone(_ bytes: ArraySlice<UInt8>, _ separators: HL7Separators) -> String {
        guard let escape = separators.escape, bytes.contains(escape) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            guard byte == escape, let close = bytes[(at + 1)...].firstIndex(of: escape),
                let meant = meaning(bytes[(at + 1)..<close], separators)
            else {
                plain.append(byte)
                at += 1
                continue
            }
            plain.append(contentsOf: meant)
            at = close + 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// Nil for a sequence that is not known, which then stays as it was written.
    private static func meaning(
        _ name: ArraySlice<UInt8>, _ separators: HL7Separators
    ) -> [UInt8]? {
        switch name.first {
        case UInt8(ascii: "F") where name.count == 1: return [separators.field]
        case UInt8(ascii: "S") where name.count == 1: return separators.component.map { [$0] }
        case UInt8(ascii: "R") where name.count == 1: return separators.repetition.map { [$0] }
        case UInt8(ascii: "E") where name.count == 1: return separators.escape.map { [$0] }
        case UInt8(ascii: "T") where name.count == 1: return separators.subcomponent.map { [$0] }
        case UInt8(ascii: "H") where name.count == 1, UInt8(ascii: "N") where name.count == 1:
            return []
        case UInt8(ascii: "X"): return hexadecimal(name.dropFirst())
        case UInt8(ascii: "."):
            return name.elementsEqual(".br".utf8) || name.elementsEqual(".BR".utf8) ? [0x0A] : nil
        default: return nil
        }
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard !digits.isEmpty, digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(value))
                high = nil
            } else {
                high = UInt8(value)
            }
        }
        // The text is UTF-8 by now; single bytes above ASCII would make it invalid.
        return CharacterSet.isUTF8(bytes[...]) ? bytes : CharacterSet.latin1.decode(bytes[...])
    }

    /// The text made safe to stand in a field of a message that uses the usual separators.
    static func done(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|": safe += "\\F\\"
            case "^": safe += "\\S\\"
            case "~": safe += "\\R\\"
            case "\\": safe += "\\E\\"
            case "&": safe += "\\T\\"
            case "\n": safe += "\\.br\\"
            case "\0"..<" ": continue  // Other controls would end a segment or a frame.
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
