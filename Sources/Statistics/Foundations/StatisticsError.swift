/// Why an estimate cannot be had from these rows.
///
/// An estimator that cannot estimate says so: a figure filled in would be read as a finding.
public enum StatisticsError: Error, Hashable, Sendable {
    case noRows
    case notFinite(row: Int)
    case negativeTime(row: Int)
    case noEvents
    /// Only one of the two outcomes occurs.
    case oneOutcome(positives: Int, negatives: Int)
    case tooFewRows(found: Int, needed: Int)
    case oneGroup
    case constantColumn(String)
    /// A column is made of the others, so that their coefficients cannot be told apart.
    case collinearColumn(String)
    /// The outcome can be told from this column without an error: the coefficient is infinite.
    case separation(String)
    /// Every event has a higher (or every one a lower) value than all who were still at risk.
    case monotoneLikelihood(String)
    case notConverged(iterations: Int)
    /// Nobody of the reference rows is still under observation at this time.
    case censoringReached(time: Double)
    case probabilityOutside(row: Int)
    case noComparablePairs
    case badSetting(String)
}
