public import Domain

extension RuleApproval: Record {
    public static let table = Table(
        "rule_approval", key: ["rule"], ["physician", "name", "on_day", "digest"])

    public init(row: Row) throws(StoreError) {
        self.init(
            rule: try row.text(0), physician: try row.id(1), name: try row.text(2),
            on: try row.day(3), digest: try row.text(4))
    }

    public var values: [Value] {
        [.text(rule), .id(physician), .text(name), .day(on), .text(digest)]
    }
}

extension DrugRecord: Record {
    public static let table = Table(
        "drug_use", key: ["id"],
        [
            "patient", "drug", "last_dose", "cycles", "prednisolone_mg", "dose", "purpose",
            "is_withdrawn",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.text(0), patient: try row.id(1), drug: try row.text(2),
            lastDose: try row.optionalInt(3) == nil ? nil : try row.day(3),
            cycles: try row.optionalInt(4).map { Int($0) },
            prednisoloneMg: try row.optionalReal(5), dose: try row.text(6),
            purpose: try row.text(7), isWithdrawn: try row.bool(8))
    }

    public var values: [Value] {
        [
            .text(id), .id(patient), .text(drug), lastDose.map { .day($0) } ?? .null,
            cycles.map { .int($0) } ?? .null, .optionalReal(prednisoloneMg), .text(dose),
            .text(purpose), .bool(isWithdrawn),
        ]
    }
}

extension CollectionRecord: Record {
    public static let table = Table(
        "collection", key: ["id"],
        [
            "course", "at", "at_offset", "cells", "count", "litres", "cd4cd8", "naive_percent",
            "viability_percent", "is_withdrawn",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.text(0), course: try row.id(1), at: try row.instant(2, offset: 3),
            collectedCells: try row.real(4), countPerMicrolitre: try row.real(5),
            volumeLitres: try row.real(6),
            quality: Quality(
                cd4cd8: try row.optionalReal(7), naivePercent: try row.optionalReal(8),
                viabilityPercent: try row.optionalReal(9)),
            isWithdrawn: try row.bool(10))
    }

    public var values: [Value] {
        [.text(id), .id(course)] + Value.instant(at)
            + [
                .real(collectedCells), .real(countPerMicrolitre), .real(volumeLitres),
                .optionalReal(quality.cd4cd8), .optionalReal(quality.naivePercent),
                .optionalReal(quality.viabilityPercent), .bool(isWithdrawn),
            ]
    }
}

extension Row {
    fileprivate func optionalReal(_ index: Int) throws(StoreError) -> Double? {
        if case .null = values[index] { return nil }
        return try real(index)
    }
}

extension Value {
    fileprivate static func optionalReal(_ number: Double?) -> Value {
        number.map { .real($0) } ?? .null
    }
}
