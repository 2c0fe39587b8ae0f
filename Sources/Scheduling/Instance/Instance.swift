/// A planning problem: hospitals, products and patients on a calendar of whole days, as the
/// format `cart-timeline/1` defines it. Days are counted from the first day of the calendar.
public struct Instance: Sendable, Equatable {
    public static let format = "cart-timeline/1"

    public var name: String
    public var family: String
    public var horizon: Int
    /// Days before it are past.
    public var today: Int
    public var products: [Product]
    public var centres: [Centre]
    public var patients: [Patient]
    public var changeCost: ChangeCost
    /// What disrupted the plan, in the words of the file.
    public var events: [String]

    public init(
        name: String, family: String = "centre", horizon: Int, today: Int = 0,
        products: [Product], centres: [Centre], patients: [Patient],
        changeCost: ChangeCost = ChangeCost(), events: [String] = []
    ) {
        (self.name, self.family, self.horizon, self.today) = (name, family, horizon, today)
        (self.products, self.centres, self.patients) = (products, centres, patients)
        (self.changeCost, self.events) = (changeCost, events)
    }
}

extension Instance {
    /// Days of lymphodepletion.
    public static let conditioningDays = 3
    /// Days after the infusion on which an ICU bed may be needed.
    public static let reserveDays = 8

    /// What a manufacturer offers.
    public struct Product: Sendable, Equatable {
        public var name: String
        /// Shipped fresh, without the freezer and without a wait.
        public var isFresh: Bool
        public var transport: Int
        public var holdLeast: Int
        public var holdMost: Int
        public var shipping: Int
        public var releaseHold: Int
        public var shelf: Int
        /// Manufacturing starts, day by day.
        public var starts: [Int]

        public init(
            name: String, isFresh: Bool, transport: Int, holdLeast: Int, holdMost: Int,
            shipping: Int, releaseHold: Int, shelf: Int, starts: [Int]
        ) {
            (self.name, self.isFresh, self.transport) = (name, isFresh, transport)
            (self.holdLeast, self.holdMost, self.shipping) = (holdLeast, holdMost, shipping)
            (self.releaseHold, self.shelf, self.starts) = (releaseHold, shelf, starts)
        }
    }

    /// A hospital with its calendars, day by day.
    public struct Centre: Sendable, Equatable {
        public var name: String
        /// Days that every transport takes longer.
        public var remote: Int
        public var apheresis: [Int]
        public var processing: [Int]
        public var receipt: [Int]
        public var infusion: [Int]
        public var beds: [Int]
        /// The ICU reserve, in percent of a bed.
        public var icu: [Int]

        public init(
            name: String, remote: Int, apheresis: [Int], processing: [Int], receipt: [Int],
            infusion: [Int], beds: [Int], icu: [Int]
        ) {
            (self.name, self.remote, self.apheresis) = (name, remote, apheresis)
            (self.processing, self.receipt, self.infusion) = (processing, receipt, infusion)
            (self.beds, self.icu) = (beds, icu)
        }
    }

    /// One product that a patient may get.
    public struct Option: Sendable, Equatable {
        public var product: Int
        public var apheresisDays: Int
        /// Planned days of manufacturing and quality release.
        public var manufacturingDays: Int
        public var cost: Int
        /// Further infusions of the same batch, so many days after the first; each wants a slot of
        /// its own. The format of files has none.
        public var furtherInfusions: [Int]

        /// Days after the first infusion that the calendar must still have.
        func tail(of patient: Patient) -> Int {
            max(patient.lengthOfStay - 1, Instance.reserveDays, furtherInfusions.max() ?? 0)
        }

        public init(
            product: Int, apheresisDays: Int, manufacturingDays: Int, cost: Int,
            furtherInfusions: [Int] = []
        ) {
            (self.product, self.apheresisDays) = (product, apheresisDays)
            (self.manufacturingDays, self.cost) = (manufacturingDays, cost)
            self.furtherInfusions = furtherInfusions
        }
    }

    /// Dates that are known for some of the activities.
    public struct Dates: Sendable, Equatable {
        public var product: Int?
        public var days: [Activity: Int]

        public init(product: Int? = nil, days: [Activity: Int] = [:]) {
            (self.product, self.days) = (product, days)
        }

        public var isEmpty: Bool { product == nil && days.isEmpty }
    }

    public struct Patient: Sendable, Equatable {
        public var id: String
        public var centre: Int
        public var referral: Int
        /// The first day on which cells may be collected.
        public var release: Int
        public var deadline: Int
        /// Cost of a day's wait.
        public var weight: Int
        /// Cost of a day after the deadline, besides.
        public var tardyWeight: Int
        public var unscheduledCost: Int
        /// Days from the last collection to the conditioning: bridging therapy and its wash-out.
        public var bridgeGap: Int
        /// Days from the end of conditioning to the infusion.
        public var conditioningGap: ClosedRange<Int>
        public var isInpatientConditioning: Bool
        public var lengthOfStay: Int
        /// The ICU reserve on the days after the infusion, in percent of a bed.
        public var icu: [Int]
        public var options: [Option]
        public var isMandatory = false
        public var fixed = Dates()
        public var former = Dates()
        /// Days within which an activity must lie for reasons of its own: a wash-out before the
        /// conditioning, a screening that expires. Empty in files, which have no word for it.
        public var domains: [Activity: ClosedRange<Int>] = [:]

        public init(
            id: String, centre: Int, referral: Int, release: Int, deadline: Int, weight: Int,
            tardyWeight: Int, unscheduledCost: Int, bridgeGap: Int,
            conditioningGap: ClosedRange<Int>, isInpatientConditioning: Bool, lengthOfStay: Int,
            icu: [Int], options: [Option]
        ) {
            (self.id, self.centre, self.referral) = (id, centre, referral)
            (self.release, self.deadline, self.weight) = (release, deadline, weight)
            (self.tardyWeight, self.unscheduledCost) = (tardyWeight, unscheduledCost)
            (self.bridgeGap, self.conditioningGap) = (bridgeGap, conditioningGap)
            (self.isInpatientConditioning, self.lengthOfStay) = (
                isInpatientConditioning, lengthOfStay
            )
            (self.icu, self.options) = (icu, options)
        }
    }

    /// What it costs to move what was already told to people.
    public struct ChangeCost: Sendable, Equatable {
        public struct Move: Sendable, Equatable {
            public var fixed: Int
            public var perDay: Int
            public init(fixed: Int = 0, perDay: Int = 0) {
                (self.fixed, self.perDay) = (fixed, perDay)
            }
        }

        public var product: Int
        public var moves: [Activity: Move]

        public init(product: Int = 0, moves: [Activity: Move] = [:]) {
            (self.product, self.moves) = (product, moves)
        }
    }
}

/// The activities that a plan gives a day to, in their order.
public enum Activity: String, CaseIterable, Sendable, Hashable, Comparable {
    case apheresis, start, receipt, ld, infusion

    public static func < (left: Activity, right: Activity) -> Bool { left.index < right.index }

    var index: Int { Activity.allCases.firstIndex(of: self) ?? 0 }
}
