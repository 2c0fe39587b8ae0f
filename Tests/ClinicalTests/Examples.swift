import Domain
import Support

/// The project's own computed cases, with the answers that were worked out by hand.
struct Examples {
    struct Example: Sendable {
        let id: String
        let model: String
        let inputs: JSON
        let expected: JSON
        let tolerance: Double
    }

    static let worked = read("worked-examples.json")
    static let edges = read("edge-cases.json")

    private static func read(_ file: String) -> [Example] {
        let text = Repository.text("Tests/ClinicalTests/Fixtures/" + file)
        guard let file = try? JSONParser.parse(text),
            case .array(let elements)? = file["examples"]?.content
        else { return [] }
        return elements.map { element in
            Example(
                id: element["id"]?.text ?? "", model: element["model"]?.text ?? "",
                inputs: element["inputs"] ?? .null, expected: element["expected"] ?? .null,
                tolerance: element["tolerance"]?.number ?? 1e-9)
        }
    }
}

extension JSON {
    var text: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    var number: Double? {
        guard case .number(let digits) = content else { return nil }
        return Double(digits)
    }

    /// The differences that matter: every expected member is there, numbers within the tolerance.
    func differences(from wanted: JSON, _ tolerance: Double, at path: String = "") -> [String] {
        switch (wanted.content, content) {
        case (.object(let members), .object):
            members.flatMap { member in
                (self[member.name] ?? .null)
                    .differences(from: member.value, tolerance, at: path + "/" + member.name)
            }
        case (.number(let digits), .number(let found)):
            abs((Double(digits) ?? .nan) - (Double(found) ?? .nan)) <= tolerance
                ? [] : ["\(path): \(found), wanted \(digits)"]
        default: self == wanted ? [] : ["\(path): \(compact), wanted \(wanted.compact)"]
        }
    }
}
