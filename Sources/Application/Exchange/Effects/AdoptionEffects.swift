import Domain
import Interop
import Store

/// Records that came in an export of this program: taken over as they are where they are not yet
/// known, and refused where another stands here under the same number.
extension MessageEffects {
    /// - Returns: the patient whom they are about, where they are about one.
    mutating func adopt(_ carried: CarriedRecords) throws(StoreError) -> Patient.ID? {
        var patient: Patient.ID?
        for row in carried.rows {
            switch row.table {
            case ProductTerms.table.name: try adopt(ProductTerms.self, row)
            case Patient.table.name: patient = try adopt(Patient.self, row, "patient")?.id
            case CourseRecord.table.name:
                patient = try adopt(CourseRecord.self, row, "course")?.patient
            case Resource.table.name: try adopt(Resource.self, row, "resource")
            case OpeningRecord.table.name: try adopt(OpeningRecord.self, row, "opening")
            case BlockRecord.table.name: try adopt(BlockRecord.self, row, "block")
            case Booking.table.name: try adopt(Booking.self, row, "booking")
            default: continue
            }
        }
        return patient
    }

    /// - Parameter counter: what numbers its kind; no number is given a second time.
    @discardableResult
    private mutating func adopt<Kept: Record>(
        _ type: Kept.Type, _ row: CarriedRecords.Row, _ counter: String? = nil
    ) throws(StoreError) -> Kept? {
        let values = row.values.map { Self.value($0) }
        guard values.count == Kept.table.columns.count else {
            throw .refused(Phrase("interop.reason.unparsable"))
        }
        let record = try Kept(row: Row(values, table: row.table))
        if let known = try act.get(type, record.key) {
            // What is told of people and products moves on by itself; the rest must be the same.
            guard
                known.record.values == record.values || type == Patient.self
                    || type == ProductTerms.self || type == CourseRecord.self
            else {
                throw .refused(
                    Phrase(
                        "interop.reason.otherRecord",
                        ["record": .text(Table.keyText(record.key))]))
            }
            return known.record
        }
        if let patient = record as? Patient, try find(patient.hospitalNumber) != nil {
            throw .refused(
                Phrase(
                    "interop.reason.otherRecord", ["record": .text(patient.hospitalNumber)]))
        }
        try act.insert(record)
        if let patient = record as? Patient { registered.append(patient.hospitalNumber) }
        if let counter, case .text(let id)? = record.key.first,
            let number = id.split(separator: "-").last.flatMap({ Int($0) })
        {
            try act.raiseCounter(counter, above: number)
        }
        return record
    }

    /// Numbers are written with a point where they are real.
    private static func value(_ json: JSON) -> Value {
        switch json.content {
        case .string(let text): .text(text)
        case .number(let digits):
            Int64(digits).map { .int($0) } ?? Double(digits).map { .real($0) } ?? .null
        default: .null
        }
    }
}

extension CarriedRecords.Row {
    init<Kept: Record>(_ record: Kept) {
        self.init(
            table: Kept.table.name,
            values: record.values.map { value in
                switch value {
                case .null, .blob: .null
                case .int(let number): .int(Int(number))
                case .real(let number): .double(number)
                case .text(let text): .string(text)
                }
            })
    }
}
