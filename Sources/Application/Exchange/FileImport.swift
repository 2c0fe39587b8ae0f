public import Domain
import Interop

/// What the person says about the files to be read.
public struct ImportOptions: Sendable {
    public var format: ImportFormat?
    var characterSet: CharacterSet?
    public var ignoresOtherTypes = false
    var table: TableSchema?
    var map: TableMap?
    /// For times without an offset.
    public var siteOffsetMinutes: Int16 = 540

    public init() {}

    /// - Throws: `ImportError.unknownSet` for a name that is no character set.
    public mutating func take(characterSet name: String) throws(ImportError) {
        guard let set = CharacterSet(named: name) else { throw .unknownSet(name) }
        characterSet = set
    }

    public mutating func take(table name: String) throws(ImportError) {
        guard let schema = TableSchema.named(name) else {
            throw .unknownTable(name, have: TableSchema.all.map(\.name))
        }
        table = schema
    }

    /// - Parameter text: lines of `header = field [: format]`.
    public mutating func take(map text: String, path: String) throws(ImportError) {
        guard let table else {
            throw .unknownTable("", have: TableSchema.all.map(\.name))
        }
        do throws(TableError) {
            map = try TableMap(text, for: table)
        } catch {
            throw .table(path, why: error.phrase)
        }
    }
}

/// Why a file is not imported at all.
public enum ImportError: Error {
    case file(FileError)
    /// The file at that path is no table, or a map for one that is none.
    case table(String, why: Phrase)
    case unknownSet(String)
    case unknownTable(String, have: [String])
}

extension ImportError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .file(let error): error.phrase
        case .table(let path, let why):
            Phrase("interop.import.table", ["path": .text(path), "why": .phrase(why)])
        case .unknownSet(let name): Phrase("interop.import.unknownSet", ["name": .text(name)])
        case .unknownTable(let name, let have):
            Phrase(
                "interop.import.unknownTable",
                ["name": .text(name), "have": .list(have.map { .text($0) })])
        }
    }
}

/// Reads one file into its messages, resources, events or rows, each handed on as it is read.
public struct FileImport {
    private enum Reader {
        case hl7(HL7Stream)
        case fhir(FHIRStream)
        case whole(ImportFormat, [UInt8])
    }

    private let source: String
    private let options: ImportOptions
    private var reader: Reader?
    private var index = 0
    /// The beginning of a file of messages, by which its character set is named.
    private var start: [UInt8] = []
    private var waiting: [ImportedItem] = []
    public private(set) var notes: [Phrase] = []

    private static let knownFromStart = 1 << 20

    public init(source: String, _ options: ImportOptions) {
        (self.source, self.options) = (source, options)
    }

    /// Reads the file that `path` names.
    ///
    /// - Returns: remarks that belong to no single message.
    public static func read(
        _ path: String, _ options: ImportOptions, _ each: (ImportedItem) -> Void
    ) throws(ImportError) -> [Phrase] {
        var file = FileImport(source: path, options)
        do throws(ChunkError<ImportError>) {
            try InputChunks.read(path) { bytes throws(ImportError) in
                file.take(bytes).forEach(each)
            }
        } catch {
            switch error {
            case .file(let error): throw .file(error)
            case .body(let error): throw error
            }
        }
        try file.finish().forEach(each)
        return file.notes
    }

    public mutating func take(_ bytes: ArraySlice<UInt8>) -> [ImportedItem] {
        let format = options.format ?? ImportFormat(deciding: bytes, name: source)
        var current = reader ?? Self.reader(format, options)
        reader = nil  // So that the stream's buffer has one owner and is not copied.
        defer { reader = current }
        switch current {
        case .hl7(var stream):
            current = .whole(.hl7, [])
            let pieces = stream.take(bytes)
            current = .hl7(stream)
            return messages(pieces, bytes)
        case .fhir(var stream):
            current = .whole(.fhir, [])
            let readings = stream.take(bytes)
            current = .fhir(stream)
            return readings.map { item(.fhir($0)) }
        case .whole(let format, var held):
            current = .whole(format, [])
            held.append(contentsOf: bytes)
            current = .whole(format, held)
            return []
        }
    }

    private static func reader(_ format: ImportFormat, _ options: ImportOptions) -> Reader {
        switch format {
        case .hl7: .hl7(HL7Stream())
        case .fhir: .fhir(FHIRStream(ignoringOthers: options.ignoresOtherTypes))
        case .csv, .calendar: .whole(format, [])
        }
    }

    public mutating func finish() throws(ImportError) -> [ImportedItem] {
        let format = options.format ?? ImportFormat(deciding: [], name: source)
        switch reader ?? Self.reader(format, options) {
        case .hl7(var stream):
            let items = messages(stream.finish(), [])
            if stream.noiseBytes > 0 {
                notes.append(
                    Phrase(
                        "interop.import.noise",
                        ["path": .text(source), "bytes": .count(stream.noiseBytes)]))
            }
            return release() + items.map { named($0) }
        case .fhir(var stream): return stream.finish().map { item(.fhir($0)) }
        case .whole(.calendar, let bytes):
            return CalendarReader.events(bytes).map { item(.event($0)) }
        case .whole(_, let bytes): return try rows(bytes)
        }
    }

    private mutating func rows(_ bytes: [UInt8]) throws(ImportError) -> [ImportedItem] {
        let file: TableFile
        do throws(TableError) {
            file = try TableFile(
                bytes, schema: options.table, map: options.map, set: options.characterSet,
                siteOffsetMinutes: options.siteOffsetMinutes)
        } catch {
            throw .table(source, why: error.phrase)
        }
        if !file.unknownHeaders.isEmpty {
            notes.append(
                Phrase(
                    "interop.import.unknownHeaders",
                    [
                        "path": .text(source),
                        "headers": .list(file.unknownHeaders.map { .text($0) }),
                    ]))
        }
        return file.rows.map { item(.row($0)) }
    }

    private mutating func item(_ content: ImportedItem.Content) -> ImportedItem {
        defer { index += 1 }
        return ImportedItem(source: source, index: index, content: content)
    }

    private mutating func messages(
        _ pieces: [HL7Stream.Piece], _ bytes: ArraySlice<UInt8>
    ) -> [ImportedItem] {
        let items = pieces.map { piece in
            item(
                .hl7(
                    HL7Reading(
                        piece.bytes, asked: options.characterSet, known: piece.fault,
                        warnings: piece.warnings), piece))
        }
        // A short file is named by all of its bytes: its first message may be plain ASCII.
        if start.count <= Self.knownFromStart, !bytes.isEmpty {
            start.append(contentsOf: bytes)
            if start.count <= Self.knownFromStart {
                waiting += items
                return []
            }
        }
        return release() + items.map { named($0) }
    }

    private mutating func release() -> [ImportedItem] {
        defer { waiting = [] }
        return waiting.map { named($0) }
    }

    /// A message of plain ASCII in a file of another set belongs to that set.
    private func named(_ item: ImportedItem) -> ImportedItem {
        guard case .hl7(let reading, let piece) = item.content, !piece.isFramed,
            reading.characterSet == .ascii, start.count <= Self.knownFromStart,
            let whole = DecodedText(deciding: start[...], asked: options.characterSet)
        else { return item }
        var named = item
        named.fileSet = whole.set
        return named
    }
}
