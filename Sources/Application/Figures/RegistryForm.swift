public import Domain

/// Which columns a registry wants, and what it calls our words: a file that a centre edits, since
/// every registry asks for its own.
///
/// Nothing leaves by it that the de-identified export does not let out.
public struct RegistryForm: Equatable, Sendable {
    public struct Column: Equatable, Sendable {
        /// As the registry heads it.
        public let name: String
        let content: Content
        let words: [String: String]
        let missing: String

        enum Content: Equatable, Sendable {
            /// A column of the de-identified export, by its place.
            case field(Int)
            case text(String)
        }

        func cell(_ row: [String]) -> String {
            switch content {
            case .text(let text): text
            case .field(let place): row[place].isEmpty ? missing : words[row[place]] ?? row[place]
            }
        }
    }

    public let name: String
    public let columns: [Column]

    /// The example that comes with the program, as text to edit.
    public static var example: String {
        Asset.named("Resources/figures/registry.json").map {
            String(decoding: $0.bytes, as: UTF8.self)
        } ?? ""
    }

    public init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly(["schema", "note", "name", "columns"])
        name = try reader.member("name").string()
        var columns: [Column] = []
        for element in try reader.member("columns").elements() {
            let column = try Column(reading: element)
            guard !columns.contains(where: { $0.name == column.name }) else {
                throw try element.member("column").failure(.other(Phrase("registry.twice")))
            }
            columns.append(column)
        }
        guard !columns.isEmpty else {
            throw try reader.member("columns").failure(.other(Phrase("registry.noColumn")))
        }
        self.columns = columns
    }

    /// The rows of the de-identified export under the registry's heads.
    public func csv(_ export: ResearchExport) -> String {
        var writer = CSVWriter(header: columns.map(\.name))
        for row in export.lines { writer.write(columns.map { $0.cell(row) }) }
        return writer.text
    }
}

extension RegistryForm.Column {
    fileprivate init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly(["column", "field", "text", "words", "missing"])
        name = try reader.member("column").string()
        guard !name.isEmpty else {
            throw try reader.member("column").failure(.other(Phrase("registry.noName")))
        }
        if let text = try reader.optional("text")?.string() {
            guard try reader.optional("field") == nil else {
                throw reader.failure(.other(Phrase("registry.both")))
            }
            content = .text(text)
        } else {
            let field = try reader.member("field")
            guard let place = ResearchExport.header.firstIndex(of: try field.string()) else {
                throw field.failure(.word(of: ResearchExport.header))
            }
            content = .field(place)
        }
        var words: [String: String] = [:]
        for (word, element) in try reader.optional("words")?.members() ?? [] {
            words[word] = try element.string()
        }
        self.words = words
        missing = try reader.optional("missing")?.string() ?? ""
    }
}
