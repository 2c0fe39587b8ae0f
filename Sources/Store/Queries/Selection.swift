public import Domain

/// Which rows of a table, and in which order, by a name of the centre.
///
/// Only the store makes one: what a row is asked for by stands in this folder, and nobody above
/// needs to know what its columns are called.
public struct Selection<Kept: Record>: Sendable {
    let condition: String
    let values: [Value]

    init(_ condition: String = "1 = 1", _ values: [Value] = [], by order: String) {
        self.condition = "\(condition) ORDER BY \(order)"
        self.values = values
    }

    /// Of a kind that has a patient: those of one.
    public static func belonging(to patient: Patient.ID) -> Selection {
        Selection("patient = $1", [.id(patient)], by: "id")
    }
}

extension Reading {
    public func all<Kept: Record>(
        _ selection: Selection<Kept>
    ) throws(StoreError) -> [Stored<Kept>] {
        try all(Kept.self, where: selection.condition, selection.values)
    }
}
