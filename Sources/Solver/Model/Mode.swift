/// One way of doing a job: which calendars it uses and how its days hang together.
///
/// All lags are counted in days between steps. Everything that one insertion needs stands in one
/// row, so that a search touches two cache lines a mode.
public struct Mode: Sendable, BitwiseCopyable {
    /// The job this is a way of.
    public var job: Int32 = 0
    /// What the caller knows the mode by.
    public var tag: Int32 = 0
    public var cost: Int32 = 0

    /// Calendars, as indices of rows; the bench may be absent (−1).
    public var pickupRow: Int32 = 0
    public var benchRow: Int32 = -1
    public var launchRow: Int32 = 0
    public var arrivalRow: Int32 = 0
    public var peakRow: Int32 = 0
    public var stayRow: Int32 = 0
    public var loadRow: Int32 = 0
    /// Where the load of the days after the peak stands among the problem's profiles.
    public var profile: Int32 = 0

    /// Adjoining days of the pickup.
    public var pickupLength: Int32 = 1
    /// From the first pickup day to the launch.
    public var launchLeast: Int32 = 0
    public var launchMost: Int32 = 0
    /// From the launch to the arrival.
    public var arrivalLeast: Int32 = 0
    public var arrivalMost: Int32 = 0
    /// From the first pickup day to the entry, at least.
    public var entryLeast: Int32 = 0
    /// From the arrival to the entry, at least.
    public var entryAfterArrival: Int32 = 0
    /// From the entry to the peak.
    public var peakLeast: Int32 = 0
    public var peakMost: Int32 = 0
    /// From the arrival to the peak, at most.
    public var peakAfterArrival: Int32 = 0
    /// The stay begins on the entry day, or so many days before the peak.
    public var staysFromEntry = true
    public var stayLead: Int32 = 1
    /// The stay's days from the peak on, the peak's day included.
    public var stayAfterPeak: Int32 = 1

    /// More units of the peak's row, so many days after the peak: bit 7 is a week later.
    public var echoes: UInt128 = 0

    /// What each step may be, apart from lags and calendars.
    public var earliest = Days()
    public var latest = Days()

    public init() {}

    /// The days of all units of the peak's row, the peak's own the first.
    @inline(__always)
    func eachPeak(_ peak: Int, _ body: (_ day: Int) -> Void) {
        body(peak)
        var left = echoes
        while left != 0 {
            body(peak &+ left.trailingZeroBitCount)
            left &= left &- 1
        }
    }

    /// The first day of the stay.
    @inline(__always)
    func stayStart(entry: Int, peak: Int) -> Int {
        staysFromEntry ? entry : peak &- Int(stayLead)
    }
}

/// Something to be placed once, in one of its modes, or left out at a price.
public struct Job: Sendable, BitwiseCopyable {
    /// Its modes are adjoining.
    public var firstMode: Int32 = 0
    public var modeEnd: Int32 = 0
    /// Jobs of one group share all calendars but those of the launch.
    public var group: Int32 = 0

    /// The cost of the peak's day: `slope` a day from `origin`, `lateSlope` more from `deadline`.
    public var origin: Int32 = 0
    public var slope: Int32 = 1
    public var deadline: Int32 = 0
    public var lateSlope: Int32 = 0
    public var dropCost: Int32 = 0
    public var mustPlace = false

    /// Where the job stood before; `Job.never` for a step that stood nowhere.
    public var former = Days(all: Job.never)
    public var hasFormer = false

    public static let never = Int32.min

    public init() {}

    @inline(__always)
    public func peakCost(_ day: Int) -> Int {
        let late = day &- Int(deadline)
        return Int(slope) &* (day &- Int(origin)) &+ (late > 0 ? Int(lateSlope) &* late : 0)
    }
}

/// What it costs to move a step from where it stood.
public struct MoveCost: Sendable, BitwiseCopyable {
    public var once = Days()
    public var perDay = Days()

    public init() {}

    @inline(__always)
    public func callAsFunction(_ step: Step, from former: Int32, to day: Int) -> Int {
        if former == Job.never || Int(former) == day { return 0 }
        return Int(once[step]) &+ Int(perDay[step]) &* abs(day &- Int(former))
    }
}
