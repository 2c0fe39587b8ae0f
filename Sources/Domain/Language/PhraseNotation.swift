/// A phrase as JSON: what is kept today is read tomorrow in either language.
extension Phrase {
    public var json: JSON {
        .object([
            ("key", .string(key)),
            (
                "values",
                .object(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })
            ),
        ])
    }

    public init(reading reader: JSONReader) throws(JSONError) {
        var values: [String: Value] = [:]
        for (name, value) in try reader.optional("values")?.members() ?? [] {
            values[name] = try Value(reading: value)
        }
        self.init(try reader.member("key").string(), values)
    }
}

extension Phrase.Value {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .count(let count): .int(count)
        case .decimal(let number, let places):
            .object([("decimal", .double(number)), ("places", .int(places))])
        case .resource(let id): .object([("resource", .string(id.text))])
        case .day(let day): .object([("day", .string(day.iso))])
        case .instant(let instant): .object([("instant", .string(instant.iso))])
        case .phrase(let phrase): .object([("phrase", phrase.json)])
        case .list(let values): .array(values.map(\.json))
        case .either(let english, let japanese):
            .object([("en", .string(english)), ("ja", .string(japanese))])
        }
    }

    fileprivate init(reading reader: JSONReader) throws(JSONError) {
        switch reader.value.content {
        case .string(let text): self = .text(text)
        case .number: self = .count(try reader.int())
        case .array:
            var values: [Self] = []
            for element in try reader.elements() { values.append(try Self(reading: element)) }
            self = .list(values)
        default:
            if let day = try reader.optional("day") {
                self = .day(try day.day())
            } else if let instant = try reader.optional("instant") {
                self = .instant(try instant.instant())
            } else if let phrase = try reader.optional("phrase") {
                self = .phrase(try Phrase(reading: phrase))
            } else if let resource = try reader.optional("resource") {
                let text = try resource.string()
                // What names nothing today is still readable.
                self = (try? Resource.ID(text)).map { .resource($0) } ?? .text(text)
            } else if let number = try reader.optional("decimal") {
                self = .decimal(
                    try number.double(), places: try reader.member("places").int(in: 0...20))
            } else {
                self = .either(
                    english: try reader.member("en").string(),
                    japanese: try reader.member("ja").string())
            }
        }
    }
}
