public import Domain

extension KeptModel: Record {
    public static let table = Table(
        "model", key: ["id", "model_version"],
        [
            "kind", "name", "file", "checksum", "trained_on", "kept_at", "kept_offset",
            "approved_by", "review_on",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.text(0), version: try row.text(1), kind: try row.text(2),
            name: try row.text(3), file: try row.text(4), checksum: try row.text(5),
            trainedOn: try row.day(6), keptAt: try row.instant(7, offset: 8),
            approvedBy: try row.optionalText(9),
            reviewOn: try row.optionalInt(10) == nil ? nil : try row.day(10))
    }

    public var values: [Value] {
        [
            .text(id), .text(version), .text(kind), .text(name), .text(file), .text(checksum),
            .day(trainedOn),
        ] + Value.instant(keptAt) + [.optional(approvedBy), reviewOn.map { .day($0) } ?? .null]
    }
}

extension KeptPrediction: Record {
    public static let table = Table(
        "prediction", key: ["id"],
        [
            "course", "model", "model_version", "checksum", "inputs", "risk", "state", "reason",
            "at", "at_offset",
        ])

    public init(row: Row) throws(StoreError) {
        var risk: Double?
        if case .null = row.values[6] {} else { risk = try row.real(6) }
        self.init(
            id: try row.id(0), course: try row.id(1), model: try row.text(2),
            modelVersion: try row.text(3), modelChecksum: try row.text(4),
            inputs: try row.text(5), risk: risk, state: try row.text(7),
            reason: try row.text(8), at: try row.instant(9, offset: 10))
    }

    public var values: [Value] {
        [
            .id(id), .id(course), .text(model), .text(modelVersion), .text(modelChecksum),
            .text(inputs), risk.map { .real($0) } ?? .null, .text(state), .text(reason),
        ] + Value.instant(at)
    }
}
