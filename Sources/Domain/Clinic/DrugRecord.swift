/// One line of a patient's drug history as it is kept. A line entered by mistake is withdrawn.
public struct DrugRecord: Equatable, Sendable {
    public let id: String
    public var patient: Patient.ID
    /// As wash-out rules name it.
    public let drug: String
    public let lastDose: Day?
    public let cycles: Int?
    /// A day, as prednisolone equivalent.
    public let prednisoloneMg: Double?
    public let dose: String
    /// `therapy`, `bridging`, `lymphodepletion`.
    public let purpose: String
    public var isWithdrawn: Bool

    public init(
        id: String, patient: Patient.ID, drug: String, lastDose: Day?, cycles: Int?,
        prednisoloneMg: Double?, dose: String, purpose: String, isWithdrawn: Bool = false
    ) {
        (self.id, self.patient, self.drug) = (id, patient, drug)
        (self.lastDose, self.cycles) = (lastDose, cycles)
        (self.prednisoloneMg, self.dose, self.purpose) = (prednisoloneMg, dose, purpose)
        self.isWithdrawn = isWithdrawn
    }
}

/// One collection that was done, and what came out of it: it teaches the centre's efficiency, and
/// later what of a product foretold its making and its course.
public struct CollectionRecord: Equatable, Sendable {
    public let id: String
    public let course: Course.ID
    public let at: Instant
    /// CD3-positive cells in the bag.
    public let collectedCells: Double
    /// CD3-positive cells before the collection.
    public let countPerMicrolitre: Double
    public let volumeLitres: Double
    public let quality: Quality
    public var isWithdrawn: Bool

    /// What was measured of the product; each may be missing.
    public struct Quality: Equatable, Sendable {
        public let cd4cd8: Double?
        public let naivePercent: Double?
        public let viabilityPercent: Double?

        public init(
            cd4cd8: Double? = nil, naivePercent: Double? = nil, viabilityPercent: Double? = nil
        ) {
            (self.cd4cd8, self.naivePercent) = (cd4cd8, naivePercent)
            self.viabilityPercent = viabilityPercent
        }
    }

    public init(
        id: String, course: Course.ID, at: Instant, collectedCells: Double,
        countPerMicrolitre: Double, volumeLitres: Double, quality: Quality = Quality(),
        isWithdrawn: Bool = false
    ) {
        (self.id, self.course, self.at) = (id, course, at)
        (self.collectedCells, self.countPerMicrolitre) = (collectedCells, countPerMicrolitre)
        (self.volumeLitres, self.quality) = (volumeLitres, quality)
        self.isWithdrawn = isWithdrawn
    }
}
