public import Domain

/// Figures that people read say nothing of groups so small that a member could be recognised.
public enum SmallGroups {
    /// The smallest group that is shown.
    public static let least = 5

    /// The answer with `"n": "< 5"` in place of every part that describes fewer rows.
    public static func hidden(_ json: JSON) -> JSON {
        switch json.content {
        case .array(let elements):
            return .array(elements.map { hidden($0) })
        case .object(let members):
            if isSmall(json) { return .object([("n", .string("< \(least)"))]) }
            // A test between groups would tell of the small one what its curve no longer does.
            let testsSmall = json["groups"].map(hasSmall) ?? false
            return JSON(
                .object(
                    members.map { member in
                        testsSmall && tests.contains(member.name)
                            ? .init(member.name, .null) : .init(member.name, hidden(member.value))
                    }))
        default: return json
        }
    }

    /// Whether a count is of so few that each could be known. Nobody is nobody.
    public static func isSmall(_ count: Int) -> Bool { (1..<least).contains(count) }

    /// Whether a part of a group, or the rest of it, is so small.
    public static func isSmall(_ part: Int, of whole: Int) -> Bool {
        isSmall(part) || isSmall(whole - part) || isSmall(whole)
    }

    /// What stands in place of a small count.
    static let sign = "< \(least)"

    static func json(_ count: Int, of whole: Int? = nil) -> JSON {
        isSmall(count, of: whole ?? count) ? .string(isSmall(count) ? sign : "–") : .int(count)
    }

    static func value(_ count: Int, of whole: Int? = nil) -> Phrase.Value {
        guard isSmall(count, of: whole ?? count) else { return .count(count) }
        return .text(isSmall(count) ? sign : "–")
    }

    /// What compares the groups beside it.
    private static let tests = ["gray"]

    private static func hasSmall(_ groups: JSON) -> Bool {
        guard case .object(let members) = groups.content else { return false }
        return members.contains { isSmall($0.value) }
    }

    private static func isSmall(_ json: JSON) -> Bool {
        ["n", "n_rows"].contains { name in
            guard case .number(let digits)? = json[name]?.content, let count = Int(digits) else {
                return false
            }
            return count < least
        }
    }
}
