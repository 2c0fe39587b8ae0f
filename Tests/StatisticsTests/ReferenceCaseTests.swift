import Application
import Domain
import Support
import Testing

/// Every procedure against what two independent implementations agree on.
struct ReferenceCaseTests {
    static let folder = "Tests/StatisticsTests/Fixtures/"

    /// Each case on its own, so that a failure names it.
    static let cases: [String] = {
        guard let reader = try? JSONReader(parsing: Repository.text(folder + "cases.json")),
            let elements = try? reader.elements()
        else { return [] }
        // Forests are measured with fewer trees here: the bands are wide, the test must be short.
        return elements.compactMap { element in
            guard case .object(let members) = element.value.content else { return nil }
            return JSON(
                .object(
                    members.map { member in
                        member.name == "trees" ? .init("trees", .int(120)) : member
                    })
            ).compact
        }
    }()

    @Test func allCasesAreThere() { #expect(Self.cases.count == 44) }

    @Test(arguments: cases) func reference(_ text: String) throws {
        let list = try CaseList(JSONReader(parsing: "[\(text)]"), seed: 3, threads: 2)
        let open = DataFolders([Repository.root + "/" + Self.folder]).opener
        let answer = try #require(try list.run(open).first)
        let found = try answer.result.get()
        let expected = try JSONParser.parse(
            Repository.bytes(Self.folder + "expected.json"), limits: .file)
        let procedure = try #require(Self.text(JSONParser.parse(text)["procedure"]))
        let part = try #require(expected[procedure])
        let wanted = try #require(part["cases"]?[answer.id])
        var comparison = Comparison()
        comparison.walk(wanted, found, Tolerance(part["tolerance"]), answer.id)
        #expect(comparison.checked > 0)
        #expect(comparison.differences == [])
    }

    static func text(_ json: JSON?) -> String? {
        if case .string(let text)? = json?.content { text } else { nil }
    }

    struct Tolerance {
        var absolute = 0.0
        var relative = 0.0
        var keys: JSON?

        init(_ json: JSON?) {
            absolute = Self.number(json?["abs"]) ?? 0
            relative = Self.number(json?["rel"]) ?? 0
            keys = json?["keys"]
        }

        func at(_ key: String) -> Tolerance {
            guard let own = keys?[key] else { return self }
            var next = self
            next.absolute = Self.number(own["abs"]) ?? absolute
            next.relative = Self.number(own["rel"]) ?? relative
            return next
        }

        static func number(_ json: JSON?) -> Double? {
            if case .number(let digits)? = json?.content { Double(digits) } else { nil }
        }
    }

    /// The rules by which the expected values are read.
    struct Comparison {
        var differences: [String] = []
        var checked = 0

        mutating func walk(
            _ wanted: JSON, _ found: JSON?, _ tolerance: Tolerance, _ path: String
        ) {
            switch wanted.content {
            case .object(let members):
                for member in members { walk(member, found, tolerance, path) }
            case .array(let elements):
                guard case .array(let others)? = found?.content, others.count == elements.count
                else { return differences.append("\(path): \(elements.count) elements wanted") }
                for (index, pair) in zip(elements, others).enumerated() {
                    walk(pair.0, pair.1, tolerance, "\(path)[\(index)]")
                }
            case .number:
                let value = Tolerance.number(wanted) ?? .nan
                let other = Tolerance.number(found) ?? .nan
                let reach = tolerance.absolute + tolerance.relative * abs(value)
                check(abs(other - value) <= reach, "\(path): \(other), wanted \(value)")
            default: check(found == wanted, "\(path): \(found?.compact ?? "nothing")")
            }
        }

        private mutating func walk(
            _ member: JSON.Member, _ found: JSON?, _ tolerance: Tolerance, _ path: String
        ) {
            switch member.name {
            case "bands":
                guard case .object(let bands) = member.value.content else { return }
                for band in bands {
                    let value = Tolerance.number(found?[band.name]) ?? .nan
                    let least = Tolerance.number(band.value["min"]) ?? .nan
                    let most = Tolerance.number(band.value["max"]) ?? .nan
                    check(
                        value >= least && value <= most,
                        "\(path)/\(band.name): \(value) not in \(least)…\(most)")
                }
            case "importance_first_must_be_among":
                guard case .array(let order)? = found?["importance_order"]?.content,
                    case .array(let allowed) = member.value.content, let first = order.first
                else { return check(false, "\(path)/importance_order: missing") }
                check(allowed.contains(first), "\(path)/importance_order: \(first.compact)")
            case "flags":
                check(
                    Self.flags(found?["flags"]) == Self.flags(member.value),
                    "\(path)/flags: \(found?["flags"]?.compact ?? "missing")")
            default:
                walk(
                    member.value, found?[member.name], tolerance.at(member.name),
                    "\(path)/\(member.name)")
            }
        }

        private mutating func check(_ isRight: Bool, _ difference: String) {
            checked += 1
            if !isRight { differences.append(difference) }
        }

        private static func flags(_ json: JSON?) -> [String: Set<String>] {
            guard case .object(let members)? = json?.content else { return [:] }
            return Dictionary(
                uniqueKeysWithValues: members.map { member in
                    guard case .array(let names) = member.value.content else {
                        return (member.name, [])
                    }
                    return (member.name, Set(names.compactMap { ReferenceCaseTests.text($0) }))
                })
        }
    }
}
