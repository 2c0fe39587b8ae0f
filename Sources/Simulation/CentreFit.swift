public import Domain
public import Scheduling

/// A centre as its own history shows it: how many come, how ready they are, what batches and stays
/// do, and how many leave. Nothing of it is taken from anywhere else.
public struct CentreFit: Sendable, Equatable {
    /// A product with its terms and what its batches did.
    public struct Maker: Sendable, Equatable {
        public let id: Product.ID
        public let terms: Instance.Product
        public let manufacturingDays: Int
        /// Days of manufacturing and release beside the planned ones, one for each batch.
        public let slips: [Int]

        public init(
            id: Product.ID, terms: Instance.Product, manufacturingDays: Int, slips: [Int]
        ) {
            (self.id, self.terms) = (id, terms)
            (self.manufacturingDays, self.slips) = (manufacturingDays, slips)
        }
    }

    /// One past course as a pattern for future ones.
    public struct Pattern: Sendable, Equatable {
        public let maker: Int
        public let urgency: Urgency
        /// Days from the referral to the first day on which cells could be collected.
        public let readyDays: Int

        public init(maker: Int, urgency: Urgency, readyDays: Int) {
            (self.maker, self.urgency, self.readyDays) = (maker, urgency, readyDays)
        }
    }

    public var makers: [Maker]
    /// Drawn from as they are, so that what goes together stays together.
    public var patterns: [Pattern]
    public var referralsPerDay: Double
    /// Days from infusion to discharge, one for each stay.
    public var stays: [Int]
    /// The share of started batches that failed.
    public var failure: Double
    /// The share of waiting patients who leave on a day.
    public var leavingPerDay: Double
    /// The open units of every calendar from the first day on, as they were in the year before.
    public var centre: Instance.Centre
    /// The weekday of day 0.
    public var firstDay: Day
    public var conditioningGap: ClosedRange<Int>
    public var isInpatientConditioning: Bool
    /// Percent of a bed of intensive care on the days after an infusion.
    public var reserve: [Int]
    public var intensive: IntensiveCare
    public var deadlineDays: [Urgency: Int]
    public var dayWeight: [Urgency: Int]
    public var lateDayWeight: [Urgency: Int]
    /// Courses that the fit rests on.
    public var courses: Int

    public init(
        makers: [Maker], patterns: [Pattern], referralsPerDay: Double, stays: [Int],
        failure: Double, leavingPerDay: Double, centre: Instance.Centre, firstDay: Day,
        conditioningGap: ClosedRange<Int>, isInpatientConditioning: Bool, reserve: [Int],
        intensive: IntensiveCare, deadlineDays: [Urgency: Int], dayWeight: [Urgency: Int],
        lateDayWeight: [Urgency: Int],
        courses: Int
    ) {
        (self.makers, self.patterns, self.referralsPerDay) = (makers, patterns, referralsPerDay)
        (self.stays, self.failure, self.leavingPerDay) = (stays, failure, leavingPerDay)
        (self.centre, self.firstDay, self.conditioningGap) = (centre, firstDay, conditioningGap)
        self.isInpatientConditioning = isInpatientConditioning
        (self.reserve, self.deadlineDays) = (reserve, deadlineDays)
        self.intensive = intensive
        (self.dayWeight, self.lateDayWeight, self.courses) = (dayWeight, lateDayWeight, courses)
    }
}

/// Days before the measured year in which the simulated centre fills, and after it in which those
/// who came late in it are followed.
public enum SimulatedTime {
    public static let warmUp = 140
    public static let year = 365
    public static let followUp = 220
    public static var horizon: Int { warmUp + year + followUp }
}
