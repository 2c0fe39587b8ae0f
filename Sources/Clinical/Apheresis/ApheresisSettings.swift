import Domain

/// Planning settings, the quick-reference table, and what to look at before a collection.
public struct ApheresisSettings: Sendable {
    public let version: String
    /// The efficiency that nine of ten collections exceed.
    public let planned: Setting
    /// The efficiency of a mean collection.
    public let expected: Setting
    /// Collections after which the centre's own median is used.
    public let runsNeeded: Setting
    /// More sessions than this: postpone or discuss instead of a number.
    public let mostSessions: Setting
    /// Relative odds beyond which only “more than” is shown.
    public let shownOdds: Setting
    /// Hb to reach by transfusion.
    public let wantedHaemoglobin: Setting
    public let table: Table
    public internal(set) var triggers: [EligibilityRule]

    public struct Setting: Sendable {
        public let value: Double
        public let provenance: Provenance
    }

    /// The quick-reference table (早見図): counts down, targets and efficiencies across.
    public struct Table: Sendable {
        public let counts: [Double]
        public let targets: [Double]
        public let efficiencies: [Double]
        /// Multiples of the blood volume at which a cell changes its mark.
        public let bands: [Double]
        public let provenance: Provenance
    }

    init(
        reading reader: JSONReader, _ sources: SourceList, _ facts: FactTable
    ) throws(JSONError) {
        try reader.allowOnly(["schema", "version", "note", "settings", "table", "triggers"])
        version = try reader.member("version").nonEmpty()
        let settings = try reader.member("settings")
        try settings.allowOnly([
            "planned", "expected", "runsNeeded", "mostSessions", "shownOdds",
            "wantedHaemoglobin",
        ])
        planned = try Setting(reading: settings.member("planned"), sources)
        expected = try Setting(reading: settings.member("expected"), sources)
        runsNeeded = try Setting(reading: settings.member("runsNeeded"), sources)
        mostSessions = try Setting(reading: settings.member("mostSessions"), sources)
        shownOdds = try Setting(reading: settings.member("shownOdds"), sources)
        wantedHaemoglobin = try Setting(reading: settings.member("wantedHaemoglobin"), sources)
        table = try Table(reading: reader.member("table"), sources)
        triggers = try EligibilityFile.rules(try reader.member("triggers"), sources, facts)
    }
}

extension ApheresisSettings.Setting {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["value", "state", "sources", "approved"])
        value = try reader.member("value").double()
        provenance = try reader.provenance(sources)
    }
}

extension ApheresisSettings.Table {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "counts", "targets", "efficiencies", "bands", "state", "sources", "approved",
        ])
        counts = try reader.member("counts").doubles()
        targets = try reader.member("targets").doubles()
        efficiencies = try reader.member("efficiencies").doubles()
        bands = try reader.member("bands").doubles()
        provenance = try reader.provenance(sources)
    }
}

extension JSONReader {
    func doubles() throws(JSONError) -> [Double] {
        var found: [Double] = []
        for element in try elements() { found.append(try element.double()) }
        return found
    }
}
