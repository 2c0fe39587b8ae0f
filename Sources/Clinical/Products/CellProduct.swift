public import Domain

/// What is known of a cell product: where it is approved, how it is made, given and borne.
public struct CellProduct: Sendable {
    public let id: String
    public let name: Bilingual
    public let brand: String
    public let company: String
    /// The antigen by which two products are the same in kind: `CD19`, `BCMA`.
    public let antigen: String
    public let target: String
    public let costimulatoryDomain: String
    public let vector: String
    public let mode: Product.Mode
    public let modeProvenance: Provenance
    public let components: Int
    public let infusionDays: [Int]
    public let approvals: [Statement]
    public let conditioning: [Conditioning]
    /// Lags, doses, storage limits, failure rates: everything else with a number.
    public internal(set) var figures: [Figure]
    public let rates: [ToxicityRate]
    public let remarks: [Statement]
    public internal(set) var rules: [EligibilityRule]

    /// A sentence with its source; `scope` is a country, or nil.
    public struct Statement: Sendable {
        public let scope: String?
        public let says: Bilingual
        public let provenance: Provenance
    }

    public struct Figure: Sendable {
        public let id: String
        public let label: Bilingual
        /// Nil where the figure was not found.
        public let value: Double?
        public let unit: String
        public let provenance: Provenance
    }

    /// Lymphodepletion for one indication.
    public struct Conditioning: Sendable {
        public let indication: String
        public let regimen: Bilingual
        public let regimenProvenance: Provenance
        public let days: Int
        /// Days from the last day of lymphodepletion to the infusion.
        public let window: ClosedRange<Int>
        public let windowProvenance: Provenance
    }

    /// A published rate with everything without which it misleads.
    public struct ToxicityRate: Sendable {
        public let toxicity: Toxicity
        public let population: String
        public let scale: String
        /// Nil where the publication does not say.
        public let window: String?
        public let anyGradePercent: Double?
        public let grade3Percent: Double?
        public let onsetMedianDay: Double?
        public let durationMedianDays: Double?
        public let provenance: Provenance
        public let note: Bilingual?
    }

    mutating func replace(_ figure: Figure) {
        if let place = figures.firstIndex(where: { $0.id == figure.id }) {
            figures[place] = figure
        } else {
            figures.append(figure)
        }
    }

    public func figure(_ id: String) -> Figure? { figures.first { $0.id == id } }
}

extension CellProduct {
    /// The least and most days from the start of lymphodepletion to the infusion, as the engine
    /// takes them. Windows that nobody has checked are left out: they cannot bind a plan.
    public func lags(for indication: String) -> [Lag] {
        conditioning.filter { $0.indication == indication || $0.indication == "all" }
            .filter { $0.windowProvenance.state.isBinding }
            .map { regimen in
                Lag(
                    from: .conditioning, to: .infusion,
                    least: regimen.days - 1 + regimen.window.lowerBound,
                    most: regimen.days - 1 + regimen.window.upperBound,
                    source: regimen.windowProvenance.sources.joined(separator: ", "))
            }
    }
}

/// A notice of an authority that changes how a product is used.
public struct SafetyNotice: Sendable {
    public let id: String
    public let on: Day
    /// Empty where it concerns every product.
    public let products: [String]
    public let says: Bilingual
    public let provenance: Provenance
    /// As its file has it: what a review covers.
    let written: JSON
    /// Who at this centre has read it and decided what it means here; nil while nobody has.
    public internal(set) var reviewed: Approval?
}

/// An antibody that brings T cells to the same antigens: prior therapy, or another way to treat.
public struct TCellEngager: Sendable {
    public let id: String
    public let name: Bilingual
    public let antigen: String
    public let provenance: Provenance
}
