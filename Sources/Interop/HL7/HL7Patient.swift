/// Who a message is about: PID.
public struct HL7Patient: Sendable {
    public let ids: [HL7Identifier]
    public let names: [HL7Name]
    public let birth: HL7Time.Reading
    /// As it came: `M`, `F`, `""` to delete.
    public let sex: String?

    init(_ segment: HL7Segment) {
        ids = segment[3].isEmpty ? [] : segment[3].repetitions.compactMap { HL7Identifier($0) }
        names = segment[5].isEmpty ? [] : segment[5].repetitions.compactMap { HL7Name($0) }
        birth = HL7Time.reading(segment[7])
        sex = segment[8].first.component(1).text
    }
}

/// A CX: an identifier, who gave it and what kind it is. Text, because leading zeros count.
public struct HL7Identifier: Hashable, Sendable {
    public let value: String
    public let authority: String?
    public let type: String?

    init?(_ field: HL7Field) {
        guard let value = field.component(1).text, value != HL7Field.deletion,
            value.utf8.contains(where: { $0 != 0x20 })
        else { return nil }
        self.value = value
        authority = field.component(4).subcomponent(1).text
        type = field.component(5).text
    }
}

/// An XPN: one form of a name.
public struct HL7Name: Hashable, Sendable {
    public enum Form: String, Sendable {
        /// Kanji, kana, Latin letters.
        case ideographic = "I"
        case phonetic = "P"
        case alphabetic = "A"
    }

    public let family: String?
    public let given: String?
    public let middle: String?
    public let type: String?
    /// Component 8 as it came.
    public let representation: String?

    init?(_ field: HL7Field) {
        guard !field.isEmpty else { return nil }
        family = field.component(1).subcomponent(1).text
        given = field.component(2).text
        middle = field.component(3).text
        type = field.component(7).text
        representation = field.component(8).text
    }

    /// The form that the sender names, or that the script shows.
    public var form: Form {
        if let representation, let named = Form(rawValue: representation) { return named }
        let text = (family ?? "") + (given ?? "")
        let letters = text.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" }
        if letters.allSatisfy(Self.isKana) { return .phonetic }
        return letters.allSatisfy { $0.value < 0x250 } ? .alphabetic : .ideographic
    }

    private static func isKana(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x309F, 0x30A0...0x30FF, 0xFF66...0xFF9F: true
        default: false
        }
    }

    /// Family and given name, where a sender put both into the first component.
    public var parted: (family: String, given: String) {
        if let given { return (family ?? "", given) }
        let words = (family ?? "").split(whereSeparator: { $0 == " " || $0 == "\u{3000}" })
        guard words.count == 2, form != .alphabetic else { return (family ?? "", "") }
        return (String(words[0]), String(words[1]))
    }
}

/// Where a patient lies and since when: PV1.
public struct HL7Visit: Sendable {
    public let `class`: String?
    /// Ward, room, bed, facility.
    public let location: [String?]
    public let priorLocation: [String?]
    public let number: String?
    public let admitted: HL7Time.Reading
    public let discharged: HL7Time.Reading

    init(_ segment: HL7Segment) {
        `class` = segment[2].first.component(1).text
        location = Self.place(segment[3])
        priorLocation = Self.place(segment[6])
        number = segment[19].first.component(1).text
        admitted = HL7Time.reading(segment[44])
        discharged = HL7Time.reading(segment[45])
    }

    private static func place(_ field: HL7Field) -> [String?] {
        (1...4).map { field.first.component($0).subcomponent(1).text }
    }
}
