public import Domain
import Statistics

/// Models as files: JSON of a known schema, with a checksum over its canonical bytes.
public enum ModelFile {
    public static let schema = "cartas.model/1"

    /// One line: forests are large, and nobody edits a model by hand.
    public static func text(_ model: PredictionModel) -> String {
        sealed(ModelEncoder.json(model)).compact + "\n"
    }

    static func sealed(_ body: JSON) -> JSON {
        guard case .object(let members) = body.content else { return body }
        let checksum = SHA256.hexadecimal(body.canonical.utf8)
        return JSON(.object(members + [.init("checksum", .string("sha256:" + checksum))]))
    }

    /// - Throws: `ModelFileError` for an unknown schema or kind, a checksum that does not fit, or a
    ///   part that is missing.
    public static func read(_ bytes: [UInt8]) throws(ModelFileError) -> PredictionModel {
        let reader: JSONReader
        do throws(JSONError) {
            reader = try JSONReader(parsing: bytes, limits: .file)
        } catch {
            throw .json(error)
        }
        try requireSeal(reader)
        do throws(JSONError) {
            return try ModelDecoder.model(reader)
        } catch {
            throw .json(error)
        }
    }

    private static func requireSeal(_ reader: JSONReader) throws(ModelFileError) {
        guard case .object(let members) = reader.value.content else {
            throw .json(reader.failure(.kind(.object)))
        }
        guard case .string(let schema)? = reader.value["schema"]?.content else {
            throw .noSchema
        }
        guard schema == Self.schema else { throw .unknownSchema(schema) }
        let body = JSON(.object(members.filter { $0.name != "checksum" }))
        let expected = "sha256:" + SHA256.hexadecimal(body.canonical.utf8)
        guard case .string(let checksum)? = reader.value["checksum"]?.content else {
            throw .noChecksum
        }
        guard checksum == expected else { throw .badChecksum }
    }
}

public enum ModelFileError: Error, Hashable {
    case json(JSONError)
    case noSchema
    case unknownSchema(String)
    case noChecksum
    case badChecksum
}

extension ModelFileError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .json(let error): error.phrase
        case .noSchema: Phrase("model.noSchema", ["known": .text(ModelFile.schema)])
        case .unknownSchema(let schema):
            Phrase(
                "model.unknownSchema",
                ["schema": .text(schema), "known": .text(ModelFile.schema)])
        case .noChecksum: Phrase("model.noChecksum")
        case .badChecksum: Phrase("model.badChecksum")
        }
    }
}

extension ModelFile {
    /// The parameters of a forest as they stand in a model file, nearly all of its bytes.
    public static func forestText(_ forest: SurvivalForest) -> String {
        ModelEncoder.parameters(.forest(forest)).compact
    }
}
