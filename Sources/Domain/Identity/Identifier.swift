/// Names one `Subject` and nothing else.
///
/// A product infused into the wrong patient is the worst thing this program
/// could help to cause, so their identifiers are different types even though
/// both are strings on a label.
public struct Identifier<Subject>: Hashable, Sendable, Comparable {
    public let text: String

    /// The longest identifier: what a label, a barcode and a column of the screen can hold.
    public static var longest: Int { 40 }

    /// - Throws: `IdentifierError` when the text is empty, too long, or holds anything but ASCII
    ///   letters, digits and hyphens.
    public init(_ text: String) throws(IdentifierError) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= Self.longest else { throw .tooLong(text, limit: Self.longest) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                continue
            default:
                throw .illegalCharacter(in: text)
            }
        }
        self.text = text
    }

    /// A numbered identifier as people read it: `K-0142`.
    public init(prefix: Character, number: Int) {
        let digits = String(number)
        text = "\(prefix)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension Identifier: CustomStringConvertible {
    public var description: String { text }
}

public enum IdentifierError: Error, Hashable {
    case empty
    case tooLong(String, limit: Int)
    case illegalCharacter(in: String)
}

extension IdentifierError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .empty: Phrase("identifier.empty")
        case .tooLong(let text, let limit):
            Phrase("identifier.tooLong", ["text": .text(text), "limit": .count(limit)])
        case .illegalCharacter(let text): Phrase("identifier.illegal", ["text": .text(text)])
        }
    }
}
