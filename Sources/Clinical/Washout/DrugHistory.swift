public import Domain

/// One line of a drug history.
public struct DrugUse: Hashable, Sendable {
    public let drug: String
    public let lastDose: Day?
    public let cycles: Int?
    /// As prednisolone equivalent, for steroids.
    public let dailyPrednisoloneMg: Double?
    public let dose: String
    public let purpose: Purpose

    public enum Purpose: String, CaseIterable, Sendable {
        case therapy
        /// Given between collection and infusion.
        case bridging
        /// Never a wash-out before the infusion that it prepares.
        case lymphodepletion
    }

    public init(
        _ drug: String, lastDose: Day?, cycles: Int? = nil, dailyPrednisoloneMg: Double? = nil,
        dose: String = "", purpose: Purpose = .therapy
    ) {
        self.drug = drug
        self.lastDose = lastDose
        self.cycles = cycles
        self.dailyPrednisoloneMg = dailyPrednisoloneMg
        self.dose = dose
        self.purpose = purpose
    }

    /// What wash-out rules may ask of this line.
    func known(_ sheet: FactSheet?, product: String?) -> [String: ExpressionValue] {
        var known: [String: ExpressionValue] = [:]
        if let cycles { known["cycles"] = .number(Double(cycles)) }
        if let dailyPrednisoloneMg { known["prednisolone_mg"] = .number(dailyPrednisoloneMg) }
        known["purpose"] = .text(purpose.rawValue)
        if let product { known["product"] = .text(product) }
        if let diagnosis = sheet?.entries["diagnosis"] { known["diagnosis"] = diagnosis.value }
        return known
    }
}
