import Application
import Domain
import Terminal

/// The columns left of the bars, in the order of PRODUCT's drawing.
enum BoardColumns {
    static let all: [Column<BoardRow>] = [
        Column(
            "course", Phrase("board.column.course"), least: 7,
            line: { row, _ in Line(row.course) }, key: { .text($0.course) }),
        Column(
            "patient", Phrase("board.column.patient"), least: 10, ideal: 16,
            line: { row, _ in Line(row.name, .bold) }, key: { .text($0.name) }),
        Column(
            "product", Phrase("board.column.product"), least: 9, sheds: 3,
            line: { row, _ in Line(row.product) },
            key: { $0.product.isEmpty ? .missing : .text($0.product) }),
        Column(
            "stage", Phrase("board.column.stage"), least: 15, sheds: 1,
            line: stage, key: { .number(Double($0.stageRank)) }),
        Column(
            "crs", Phrase("board.column.crs"), least: 3,
            line: { row, _ in Line(row.crs.sign, row.crs.style) },
            key: { .number(-$0.crs.rank) }),
        Column(
            "icans", Phrase("board.column.icans"), least: 3,
            line: { row, _ in Line(row.icans.sign, row.icans.style) },
            key: { .number(-$0.icans.rank) }),
        Column(
            "onTime", Phrase("board.column.onTime"), least: 5, sheds: 4, alignsRight: true,
            line: { row, _ in
                row.onTime.map { Line("\(Int(($0 * 100).rounded())) %") } ?? Line("–", .quiet)
            },
            key: { $0.onTime.map { .number($0) } ?? .missing }),
        infusion,
    ]

    /// Sorted by and never drawn: the infusion stands in the bars.
    private static let infusion = Column<BoardRow>(
        "infusion", Phrase("board.column.infusion"), least: 0, line: { _, _ in Line() },
        key: { row in
            // Who is home again stands last; who has no day yet, before them.
            let late: Double = row.stageRank >= Stage.followUp.rank ? 2e6 : 0
            return .number(late + (row.dayZero.map { Double($0.number) } ?? 1e6))
        })

    static let drawn = all.filter { $0.id != "infusion" }

    private static let stage: @Sendable (BoardRow, Wording) -> Line = { row, words in
        var line = Line(words(row.stage))
        if let day = row.dayAfterInfusion { line.add(" D+\(day)", Style(.accent)) }
        return line
    }
}
