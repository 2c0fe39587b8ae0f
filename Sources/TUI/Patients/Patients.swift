import Application
public import Domain
import Terminal

/// One patient in the list.
public struct PatientRow: Equatable, Sendable {
    public let patient: String
    /// The running course; empty where there is none.
    public let course: String
    /// The last course that has ended; empty where there is none.
    public let ended: String
    public let name: String
    public let reading: String
    public let birth: Day?
    public let sex: Phrase?
    public let stage: Phrase
    public let stageRank: Int
    public let product: String
    public let dayZero: Day?
    public let search: Searchable

    public init(
        patient: String, course: String, ended: String = "", name: String, reading: String,
        birth: Day?, sex: Phrase?, stage: Phrase, stageRank: Int, product: String, dayZero: Day?
    ) {
        self.ended = ended
        (self.patient, self.course, self.name, self.reading) = (patient, course, name, reading)
        (self.birth, self.sex, self.stage, self.stageRank) = (birth, sex, stage, stageRank)
        (self.product, self.dayZero) = (product, dayZero)
        search = Searchable("\(course) \(ended) \(patient) \(name) \(reading) \(product)")
    }
}

extension PatientRow {
    /// The course whose page is the patient's: the one that is running, else the last.
    var page: String { course.isEmpty ? ended : course }
}

enum PatientColumns {
    static func all(today: Day) -> [Column<PatientRow>] {
        [
            Column(
                "patient", Phrase("patients.column.id"), least: 9,
                line: { row, _ in Line(row.patient) }, key: { .text($0.patient) }),
            Column(
                "name", Phrase("patients.column.name"), least: 14, ideal: 24,
                line: { row, _ in Line(row.name, .bold) }, key: { .text($0.name) }),
            Column(
                "reading", Phrase("patients.column.reading"), least: 16, ideal: 24, sheds: 2,
                line: { row, _ in Line(row.reading, .quiet) },
                key: { $0.reading.isEmpty ? .missing : .text($0.reading) }),
            Column(
                "age", Phrase("patients.column.age"), least: 3, sheds: 3, alignsRight: true,
                line: { row, _ in
                    row.birth.map { Line(String(today.wholeYears(since: $0))) } ?? Line("–", .quiet)
                }, key: { $0.birth.map { .number(-Double($0.number)) } ?? .missing }),
            Column(
                "sex", Phrase("patients.column.sex"), least: 4, ideal: 8, sheds: 5,
                line: { row, words in row.sex.map { Line(words($0)) } ?? Line("–", .quiet) },
                key: { $0.sex.map { .text($0.key) } ?? .missing }),
            Column(
                "course", Phrase("board.column.course"), least: 7,
                line: { row, _ in Line(row.page, row.course.isEmpty ? .quiet : .plain) },
                key: { $0.page.isEmpty ? .missing : .text($0.page) }),
            Column(
                "product", Phrase("board.column.product"), least: 9, sheds: 4,
                line: { row, _ in Line(row.product) },
                key: { $0.product.isEmpty ? .missing : .text($0.product) }),
            Column(
                "stage", Phrase("board.column.stage"), least: 12, ideal: 18,
                line: { row, words in Line(words(row.stage)) },
                key: { .number(Double($0.stageRank)) }),
            Column(
                "infusion", Phrase("board.column.infusion"), least: 12, ideal: 18, sheds: 1,
                line: { row, words in
                    row.dayZero.map { Line(words.shortDay($0)) } ?? Line("–", .quiet)
                }, key: { $0.dayZero.map { .day($0) } ?? .missing }),
        ]
    }
}
