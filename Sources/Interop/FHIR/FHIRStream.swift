public import Domain

/// Why a resource is set aside.
public enum FHIRReason: Hashable, Sendable {
    case unparsable(JSONError)
    case noResourceType
    case unsupportedType(String)
    /// A member that R4 requires is not there.
    case missing(String)

    public var name: String {
        switch self {
        case .unparsable, .noResourceType: "unparsable"
        case .unsupportedType: "unsupported_type"
        case .missing: "required_missing"
        }
    }

    public var phrase: Phrase {
        switch self {
        case .unparsable(let error):
            Phrase("interop.reason.json", ["why": .phrase(error.phrase)])
        case .noResourceType: Phrase("interop.reason.noResourceType")
        case .unsupportedType(let type):
            Phrase("interop.reason.unsupportedResource", ["type": .text(type)])
        case .missing(let name):
            Phrase("interop.reason.memberMissing", ["name": .text(name)])
        }
    }
}

/// One resource out of a file, or the bytes that were none.
public struct FHIRReading: Sendable {
    public let resource: FHIRResource?
    public let reason: FHIRReason?
    /// What was no resource, as it came.
    private let unread: [UInt8]

    /// - Parameter ignoringOthers: types without a use here are then no fault.
    init(_ json: JSON, fullURL: String?, ignoringOthers: Bool) {
        resource = FHIRResource(json, fullURL: fullURL)
        guard let resource else {
            reason = .noResourceType
            unread = Array(json.compact.utf8)
            return
        }
        unread = []
        if !resource.isSupported {
            reason = ignoringOthers ? nil : .unsupportedType(resource.type)
        } else {
            reason = resource.missing.first.map { .missing("\(resource.type).\($0)") }
        }
    }

    init(failing reason: FHIRReason, _ bytes: ArraySlice<UInt8>) {
        resource = nil
        self.reason = reason
        unread = Array(bytes)
    }

    /// The resource alone, or the bytes that were none.
    public var bytes: [UInt8] { resource.map { Array($0.json.compact.utf8) } ?? unread }
}

/// Reads a resource, a Bundle of any type, or NDJSON, as the bytes come.
///
/// Lines are read one by one, so that a file of a hundred thousand needs no more memory than one;
/// a document is one JSON value and has to be held whole.
public struct FHIRStream: Sendable {
    public static let largestDocument = 64 << 20
    private static let deepestBundle = 8

    private enum Form { case unknown, document, lines }

    private let ignoringOthers: Bool
    private let limit: Int
    private var form = Form.unknown
    private var buffer: [UInt8] = []
    private var isTooLarge = false

    /// - Parameter ignoringOthers: resource types without a use here are then no fault.
    public init(ignoringOthers: Bool = false, limit: Int = FHIRStream.largestDocument) {
        (self.ignoringOthers, self.limit) = (ignoringOthers, limit)
    }

    public mutating func take(_ bytes: some Sequence<UInt8>) -> [FHIRReading] {
        if !isTooLarge { buffer.append(contentsOf: bytes) }
        if form == .unknown { decideForm() }
        var readings: [FHIRReading] = []
        if form == .lines { cutLines(&readings, isEnd: false) }
        if buffer.count > limit, !isTooLarge {
            isTooLarge = true
            buffer = Array(buffer.prefix(4096))
        }
        return readings
    }

    public mutating func finish() -> [FHIRReading] {
        var readings: [FHIRReading] = []
        if isTooLarge {
            let place = Place(line: 1, column: 1)
            return [FHIRReading(failing: .unparsable(.syntax(.tooLarge, place)), buffer[...])]
        }
        if form == .lines {
            cutLines(&readings, isEnd: true)
            return readings
        }
        do throws(JSONError) {
            let limits = JSONParser.Limits(bytes: limit)
            open(try JSONParser.parse(buffer, limits: limits), nil, depth: 0, &readings)
        } catch {
            guard Self.looksLikeLines(buffer) else {
                return [FHIRReading(failing: .unparsable(error), buffer[...])]
            }
            cutLines(&readings, isEnd: true)
        }
        return readings
    }

    /// NDJSON when the first line is a whole value.
    private mutating func decideForm() {
        guard let end = buffer.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return }
        let first = Array(buffer[..<end])
        guard first.contains(where: { $0 > 0x20 }) else { return }
        let hasMore = buffer[end...].contains { $0 > 0x20 }
        guard (try? JSONParser.parse(first)) != nil else {
            form = .document
            return
        }
        if hasMore { form = .lines }
    }

    /// A file of lines of which the first is broken.
    private static func looksLikeLines(_ bytes: [UInt8]) -> Bool {
        let lines = bytes.split(maxSplits: 100) { $0 == 0x0A || $0 == 0x0D }.dropLast()
        let whole = lines.count { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") }
        return whole * 2 > lines.count
    }

    private mutating func cutLines(_ readings: inout [FHIRReading], isEnd: Bool) {
        var start = 0
        while let end = buffer[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
            readLine(buffer[start..<end], &readings)
            start = end + 1
        }
        if isEnd {
            readLine(buffer[start...], &readings)
            start = buffer.count
        }
        buffer.removeSubrange(..<start)
    }

    private func readLine(_ line: ArraySlice<UInt8>, _ readings: inout [FHIRReading]) {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        do throws(JSONError) {
            open(try JSONParser.parse(Array(line)), nil, depth: 0, &readings)
        } catch {
            readings.append(FHIRReading(failing: .unparsable(error), line))
        }
    }

    private func open(
        _ json: JSON, _ fullURL: String?, depth: Int, _ readings: inout [FHIRReading]
    ) {
        if case .array(let elements) = json.content, depth == 0 {
            for element in elements { open(element, nil, depth: 1, &readings) }
            return
        }
        guard json.string("resourceType") == "Bundle", depth < Self.deepestBundle else {
            readings.append(FHIRReading(json, fullURL: fullURL, ignoringOthers: ignoringOthers))
            return
        }
        for entry in json.list("entry") {
            // An entry may say only what is to be done (a DELETE of a transaction).
            guard let resource = entry["resource"] else { continue }
            open(resource, entry.string("fullUrl"), depth: depth + 1, &readings)
        }
    }
}
