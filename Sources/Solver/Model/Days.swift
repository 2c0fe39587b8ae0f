/// The five linked days of a chain, in their order: something is picked up, launched elsewhere,
/// arrives back, its user enters, and the peak of the stay follows.
///
/// A flat row of small integers: a search copies millions of them a second.
public struct Days: Hashable, Sendable, BitwiseCopyable {
    public var pickup: Int32
    public var launch: Int32
    public var arrival: Int32
    public var entry: Int32
    public var peak: Int32

    public init(
        pickup: Int32 = 0, launch: Int32 = 0, arrival: Int32 = 0, entry: Int32 = 0, peak: Int32 = 0
    ) {
        (self.pickup, self.launch, self.arrival) = (pickup, launch, arrival)
        (self.entry, self.peak) = (entry, peak)
    }

    /// Days that were counted in whole words, in their order.
    @inline(__always)
    init(_ pickup: Int, _ launch: Int, _ arrival: Int, _ entry: Int, _ peak: Int) {
        self.init(
            pickup: Int32(truncatingIfNeeded: pickup), launch: Int32(truncatingIfNeeded: launch),
            arrival: Int32(truncatingIfNeeded: arrival), entry: Int32(truncatingIfNeeded: entry),
            peak: Int32(truncatingIfNeeded: peak))
    }

    public init(all day: Int32) {
        self.init(pickup: day, launch: day, arrival: day, entry: day, peak: day)
    }

    /// The day of a step, by its place in the chain.
    public subscript(step: Step) -> Int32 {
        get {
            switch step {
            case .pickup: pickup
            case .launch: launch
            case .arrival: arrival
            case .entry: entry
            case .peak: peak
            }
        }
        set {
            switch step {
            case .pickup: pickup = newValue
            case .launch: launch = newValue
            case .arrival: arrival = newValue
            case .entry: entry = newValue
            case .peak: peak = newValue
            }
        }
    }
}

/// The steps of a chain.
public enum Step: Int, CaseIterable, Sendable {
    case pickup, launch, arrival, entry, peak
}

/// Where a job stands: in which of its modes, on which days; or nowhere.
public struct Placement: Hashable, Sendable, BitwiseCopyable {
    /// The index among all modes of the problem; −1 for a job that is left out.
    public var mode: Int32
    public var days: Days

    public init(mode: Int32, days: Days) { (self.mode, self.days) = (mode, days) }

    public static let none = Placement(mode: -1, days: Days(all: -1))

    public var isPlaced: Bool { mode >= 0 }
}
