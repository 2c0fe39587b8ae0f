import Domain
import Interop

/// What a message says about a person, whatever its format. Nil means: it says nothing.
struct PatientFacts {
    /// The hospital's number, as text.
    var number: String
    var name: PersonName?
    var sex: Sex?
    var birth: Day?

    init(number: String, name: PersonName? = nil, sex: Sex? = nil, birth: Day? = nil) {
        (self.number, self.name, self.sex, self.birth) = (number, name, sex, birth)
    }

    /// Nil where the message names nobody.
    init?(_ patient: HL7Patient) {
        let known = patient.ids.first { $0.type == "MR" } ?? patient.ids.first { $0.type == "PI" }
        guard let id = known ?? patient.ids.first else { return nil }
        number = id.value
        birth = patient.birth.time?.calendarDay
        sex =
            switch patient.sex {
            case "M": .male
            case "F": .female
            case "O", "A": .other
            case "U", "N", HL7Field.deletion: .unknown
            default: nil
            }
        let legal = patient.names.filter { $0.type == "L" || $0.type == nil }
        let names = legal.isEmpty ? patient.names : legal
        let kana = names.first { $0.form == .phonetic }?.parted
        // Nobody is without a name: a sender that deletes one says nothing about it.
        func said(_ text: String?) -> String { text == HL7Field.deletion ? "" : text ?? "" }
        let written =
            (names.first { $0.form == .ideographic } ?? names.first { $0.form == .alphabetic }
            ?? names.first)?.parted
        name = written.map {
            PersonName(
                family: said($0.family), given: said($0.given), familyKana: said(kana?.family),
                givenKana: said(kana?.given))
        }
    }

    init?(_ patient: FHIRPatient) {
        guard let number = patient.ids.first(where: { $0.value != nil })?.value else { return nil }
        self.number = number
        birth = patient.birthDate?.day
        sex = patient.gender.flatMap { Sex(rawValue: $0) }
        let usable = patient.names.filter { $0.use != "old" && $0.use != "maiden" }
        let kana = usable.first { $0.representation == "SYL" }
        let written =
            usable.first { $0.representation == "IDE" } ?? usable.first {
                $0.representation != "SYL"
            }
            ?? kana
        name = written.map {
            PersonName(
                family: $0.family ?? $0.text ?? "", given: $0.given.joined(separator: " "),
                familyKana: kana?.family ?? "", givenKana: kana?.given.joined(separator: " ") ?? "")
        }
    }

    init?(_ row: TableRow) {
        guard let number = row.text("hospitalNumber") else { return nil }
        self.number = number
        birth = row.day("birth")
        sex = row.text("sex").flatMap { Sex(rawValue: $0) }
        if let family = row.text("family") {
            // One column often holds the whole name.
            let words = family.split(whereSeparator: { $0 == " " || $0 == "\u{3000}" })
            let isWhole = row.text("given") == nil && words.count == 2
            let kana = (row.text("familyKana") ?? "")
                .split(whereSeparator: { $0 == " " || $0 == "\u{3000}" })
            let isWholeKana = row.text("givenKana") == nil && kana.count == 2
            name = PersonName(
                family: isWhole ? String(words[0]) : family,
                given: isWhole ? String(words[1]) : row.text("given") ?? "",
                familyKana: isWholeKana ? String(kana[0]) : row.text("familyKana") ?? "",
                givenKana: isWholeKana ? String(kana[1]) : row.text("givenKana") ?? "")
        }
    }
}
