public import Clinical
public import Domain

/// The quick-reference table (早見図), in columns of plain digits: it is read on paper, at the
/// device, and marks what is too much by a sign beside the number.
public struct QuickTablePage: Sendable {
    let table: QuickTable
    let provenance: Provenance

    public init(_ table: QuickTable, _ knowledge: ClinicalKnowledge) {
        self.table = table
        provenance = knowledge.apheresis.table.provenance
    }

    private static let cellWidth = 8
    private static let countWidth = 7

    public func lines(_ wording: Wording) -> [String] {
        var lines = [wording("apheresis.table.title")]
        if let volume = table.bloodVolumeLitres {
            lines.append(
                wording(
                    Phrase(
                        "apheresis.table.marks",
                        [
                            "litres": .decimal(volume, places: 2),
                            "limits": .list(
                                zip(Self.marks, table.bands).map { mark, band in
                                    .text("\(mark) > \(wording.plainNumber(band))×")
                                }),
                        ])))
        }
        let corner = String(repeating: " ", count: Self.countWidth)
        let targets = table.columns.map {
            Self.right(wording.plainNumber($0.target / 1e9) + "e9", Self.cellWidth)
        }
        let efficiencies = table.columns.map {
            Self.right(wording.decimal($0.efficiency * 100, places: 0) + "%", Self.cellWidth)
        }
        lines.append(corner + targets.joined() + "  " + wording("apheresis.table.target"))
        lines.append(corner + efficiencies.joined() + "  CE2")
        for row in table.rows {
            let count = Self.right(wording.decimal(row.count, places: 0), Self.countWidth)
            lines.append(count + row.cells.map { cell($0, wording) }.joined())
        }
        lines.append("\(wording("apheresis.table.rows"))  [\(wording(provenance))]")
        return lines
    }

    /// One sign for each limit that is passed; ASCII, for every printer.
    private static let marks = ["*", "!"]

    private func cell(_ cell: QuickTable.Cell, _ wording: Wording) -> String {
        let mark = cell.band.map { $0 == 0 ? " " : Self.marks[min($0, Self.marks.count) - 1] }
        return Self.right(wording.decimal(cell.litres, places: 1) + (mark ?? " "), Self.cellWidth)
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    public var json: JSON {
        .object([
            ("bloodVolumeLitres", table.bloodVolumeLitres.map { .double($0) } ?? .null),
            ("bands", .array(table.bands.map { .double($0) })),
            (
                "columns",
                .array(
                    table.columns.map {
                        .object([
                            ("target", .double($0.target)), ("ce2", .double($0.efficiency)),
                        ])
                    })
            ),
            (
                "rows",
                .array(
                    table.rows.map { row in
                        .object([
                            ("cd3_per_uL", .double(row.count)),
                            ("litres", .array(row.cells.map { .double($0.litres) })),
                            (
                                "bands",
                                .array(row.cells.map { $0.band.map { .int($0) } ?? .null })
                            ),
                        ])
                    })
            ),
        ])
    }
}
