import Domain

/// The quick-reference table (早見図): litres to process by count, target and efficiency.
public struct QuickTable: Sendable {
    public struct Column: Hashable, Sendable {
        public let target: Double
        public let efficiency: Double
    }

    public struct Cell: Hashable, Sendable {
        public let litres: Double
        /// How many of the limits of the blood volume are passed; nil where it is not known.
        public let band: Int?
    }

    public struct Row: Sendable {
        public let count: Double
        public let cells: [Cell]
    }

    public let columns: [Column]
    public let rows: [Row]
    public let bands: [Double]
    public let bloodVolumeLitres: Double?
}

extension ClinicalKnowledge {
    /// - Parameter efficiencies: the columns; nil for those of the file.
    /// - Parameter bloodVolumeLitres: of the patient, to mark what is too much.
    public func quickTable(
        efficiencies: [Double]? = nil, bloodVolumeLitres: Double? = nil
    ) -> QuickTable {
        let table = apheresis.table
        let columns = table.targets.flatMap { target in
            (efficiencies ?? table.efficiencies).map {
                QuickTable.Column(target: target, efficiency: $0)
            }
        }
        let rows = table.counts.map { count in
            QuickTable.Row(
                count: count,
                cells: columns.map { column in
                    let litres = volume(column.target, count, column.efficiency) ?? .nan
                    let band = bloodVolumeLitres.map { whole in
                        table.bands.count { Nearness.holds(litres / whole, .above, $0) }
                    }
                    return QuickTable.Cell(litres: litres, band: band)
                })
        }
        return QuickTable(
            columns: columns, rows: rows, bands: table.bands, bloodVolumeLitres: bloodVolumeLitres)
    }

    func volume(_ target: Double, _ count: Double, _ efficiency: Double) -> Double? {
        let inputs = JSON.object([
            ("target_cd3", .double(target)), ("cd3_per_uL", .double(count)),
            ("ce2", .double(efficiency)),
        ])
        guard case .values(let result) = evaluate("apheresis_volume", inputs) else { return nil }
        return result["processed_volume_L"]?.number
    }
}
