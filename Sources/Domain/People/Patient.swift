/// A person to be treated.
public struct Patient: Equatable, Sendable {
    public typealias ID = Identifier<Patient>

    public let id: ID
    /// The hospital's own number, as text: leading zeros count.
    public var hospitalNumber: String
    public var name: PersonName
    public var sex: Sex
    public var birth: Day
    /// Set when this record turned out to be another patient's: that one is the patient now.
    public var mergedInto: ID?

    public init(
        id: ID, hospitalNumber: String, name: PersonName, sex: Sex, birth: Day,
        mergedInto: ID? = nil
    ) {
        self.id = id
        self.hospitalNumber = hospitalNumber
        self.name = name
        self.sex = sex
        self.birth = birth
        self.mergedInto = mergedInto
    }

    public func age(on day: Day) -> Int { day.wholeYears(since: birth) }
}

public enum Sex: String, CaseIterable, Sendable {
    case female, male, other, unknown
}

/// A name as it is written and as it is read.
///
/// In Japan the two are separate facts: 髙橋 and 高橋 are different names with one reading, and
/// the reading is what is heard on the telephone.
public struct PersonName: Hashable, Sendable {
    public var family: String
    public var given: String
    public var familyKana: String
    public var givenKana: String

    public init(family: String, given: String, familyKana: String = "", givenKana: String = "") {
        self.family = family
        self.given = given
        self.familyKana = familyKana
        self.givenKana = givenKana
    }

    /// `佐藤 花子`, `Smith, John`.
    public var full: String {
        guard !given.isEmpty else { return family }
        return family.unicodeScalars.allSatisfy(\.isASCII)
            ? "\(family), \(given)" : "\(family) \(given)"
    }

    public var kana: String { givenKana.isEmpty ? familyKana : "\(familyKana) \(givenKana)" }

    /// What lists are sorted by: the reading, or the name where there is none.
    public var sortKey: String {
        familyKana.isEmpty ? Kana.folded("\(family) \(given)") : Kana.folded(kana)
    }

    /// True if the typed text is the beginning of the name in any of its forms.
    public func matches(_ typed: String) -> Bool {
        let wanted = Kana.folded(typed).filter { $0 != " " && $0 != "," }
        guard !wanted.isEmpty else { return true }
        let written = [family + given, given + family].map(Kana.folded)
        let read = [familyKana + givenKana, givenKana + familyKana].map(Kana.folded)
        if (written + read).contains(where: { $0.hasPrefix(wanted) }) { return true }
        guard wanted.unicodeScalars.allSatisfy(\.isASCII) else { return false }
        let latin = Kana.foldedRomaji(wanted)
        return (read + written).contains {
            !$0.isEmpty && Kana.foldedRomaji(Kana.romaji($0)).hasPrefix(latin)
        }
    }
}
