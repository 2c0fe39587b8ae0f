/// One line of a message.
public struct HL7Segment: Sendable {
    public let name: String
    private let bytes: ArraySlice<UInt8>
    private let separators: HL7Separators
    /// Where each field begins; the first is the name.
    private let starts: [Int]

    init(_ bytes: ArraySlice<UInt8>, _ separators: HL7Separators) {
        (self.bytes, self.separators) = (bytes, separators)
        var starts = [bytes.startIndex]
        for index in bytes.indices where bytes[index] == separators.field {
            starts.append(index + 1)
        }
        self.starts = starts
        let end = starts.count > 1 ? starts[1] - 1 : bytes.endIndex
        name = String(decoding: bytes[starts[0]..<end], as: UTF8.self)
    }

    /// A field by its number in the standard. In MSH the first separator itself counts as 1, so
    /// that MSH-9 is the message type as everybody says.
    public subscript(number: Int) -> HL7Field {
        let index = isHeader ? number - 1 : number
        guard index > 0, index < starts.count else {
            return HL7Field(bytes: bytes[bytes.endIndex...], separators: separators)
        }
        let end = index + 1 < starts.count ? starts[index + 1] - 1 : bytes.endIndex
        return HL7Field(bytes: bytes[starts[index]..<end], separators: separators)
    }

    private var isHeader: Bool {
        name == "MSH" || name == "BHS" || name == "FHS"
    }
}

/// A message taken apart. Nothing in it is judged here, and nothing is lost: what no reader of
/// this program knows stays in the raw bytes beside it.
public struct HL7Message: Sendable {
    public let separators: HL7Separators
    public let segments: [HL7Segment]
    public let header: HL7Header

    /// - Throws: `HL7Fault.noHeader` when the first line is no MSH with separators.
    public init(_ text: [UInt8]) throws(HL7Fault) {
        let lines = text.split(
            omittingEmptySubsequences: true,
            whereSeparator: { $0 == 0x0D || $0 == 0x0A }
        ).filter { line in line.contains { $0 != 0x20 && $0 != 0x09 } }
        guard let first = lines.first else { throw .empty }
        guard first.starts(with: "MSH".utf8) else { throw .noHeader }
        let after = first.dropFirst(3)
        guard let field = after.first, field < 0x80, !Self.isPlain(field) else {
            throw .unparsable
        }
        let named = after.dropFirst()
        let end = named.firstIndex(of: field) ?? named.endIndex
        guard named[..<end].count <= 8, named[..<end].allSatisfy({ $0 < 0x80 }) else {
            throw .unparsable
        }
        let separators = HL7Separators(field: field, encoding: named[..<end])
        self.separators = separators
        segments = lines.map { HL7Segment($0, separators) }
        header = HL7Header(segments[0], separators)
    }

    /// Letters, digits and blanks cannot separate.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte <= 0x20 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    public func first(_ name: String) -> HL7Segment? { segments.first { $0.name == name } }
    public func all(_ name: String) -> [HL7Segment] { segments.filter { $0.name == name } }

    /// Segments of the site's own, which are listed and kept.
    public var ownSegments: [String] {
        segments.map(\.name).filter { $0.hasPrefix("Z") }
    }
}

/// Why bytes are no message that can be read at all.
public enum HL7Fault: Error, Hashable {
    case empty, noHeader, unparsable
}

/// What MSH says.
public struct HL7Header: Sendable {
    public let sendingApplication: String?
    public let sendingFacility: String?
    public let receivingApplication: String?
    public let receivingFacility: String?
    public let timestamp: HL7Time.Reading
    public let type: String?
    public let event: String?
    public let structure: String?
    public let controlID: String?
    public let processingID: String?
    public let version: String?
    public let acceptAnswer: String?
    public let applicationAnswer: String?
    /// MSH-18 as it was written, repetitions and all.
    public let declaredCharacterSet: String?
    public let characterSetScheme: String?

    init(_ segment: HL7Segment, _ separators: HL7Separators) {
        func text(_ number: Int, _ component: Int = 1) -> String? {
            segment[number].first.component(component).text
        }
        func whole(_ number: Int) -> String? {
            let bytes = segment[number].bytes
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }
        sendingApplication = text(3)
        sendingFacility = text(4)
        receivingApplication = text(5)
        receivingFacility = text(6)
        timestamp = HL7Time.reading(segment[7])
        type = text(9)
        event = text(9, 2)
        structure = text(9, 3)
        controlID = text(10)
        processingID = text(11)
        version = text(12)
        acceptAnswer = text(15)
        applicationAnswer = text(16)
        declaredCharacterSet = whole(18)
        characterSetScheme = whole(20)
    }

    /// True when MSH-18 says ISO 8859-1, read from bytes that are not yet decoded.
    static func declaresLatin1(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.starts(with: "MSH".utf8), bytes.count > 4 else { return false }
        let line = bytes.prefix { $0 != 0x0D && $0 != 0x0A }
        let fields = line.split(
            separator: bytes[bytes.startIndex + 3], omittingEmptySubsequences: false)
        guard fields.count > 17 else { return false }
        return fields[17].elementsEqual("8859/1".utf8)
    }
}
