import Glibc

/// Removes a few neighbours, puts them back one after the other where each stands best, and keeps
/// the result if a falling temperature allows it.
///
/// Ruin and recreate with exact re-insertion: nearly all of the time goes into insertions, and
/// those are made to be cheap.
public struct Annealer: ~Copyable {
    let problem: ChainProblem
    var board: Board
    let insertion: Insertion
    var priced: PricedInsertion
    private var random: RandomStream
    /// The least that each job can cost, alone on empty calendars.
    private let floors: UnsafeMutablePointer<Int>
    /// Jobs that the search may move. Others stand where they are.
    private let members: UnsafeMutablePointer<Int32>
    private var memberCount = 0
    private let isMember: UnsafeMutablePointer<Bool>

    private let best: UnsafeMutablePointer<Placement>
    private(set) var bestTotal: Int
    /// Jobs that moved since the best plan was written down.
    private let touched: UnsafeMutablePointer<Int32>
    private var touchedCount = 0
    private let isTouched: UnsafeMutablePointer<Bool>

    private static let most = 24
    private let victims: UnsafeMutablePointer<Int32>
    private let formerly: UnsafeMutablePointer<Placement>
    private let formerCost: UnsafeMutablePointer<Int>
    private let keys: UnsafeMutablePointer<Int>
    private var victimCount = 0
    private(set) var steps = 0
    private var withheldUnits: [(row: Int, day: Int, units: Int)] = []

    /// What a search may be told; the defaults are what served best.
    public struct Settings: Sendable {
        public var meanRemoved = 4
        public var skipChance = 0.01
        /// Temperatures at the start and the end, in mean costs of a day.
        public var heatFrom = 8.0
        public var heatTo = 0.1
        /// How often a job that could be put by prices looks at itself alone: plans that prices
        /// would never make lead out of the valleys that they know.
        public var plainChance = 0.2
        public init() {}
    }

    var settings: Settings

    init(
        _ problem: ChainProblem, seed: UInt64, lane: Int, floors: [Int], settings: Settings
    ) {
        self.problem = problem
        self.settings = settings
        board = Board(problem)
        insertion = Insertion(problem)
        priced = PricedInsertion(problem)
        random = RandomStream(seed: seed, stream: UInt64(lane) + 1)
        let count = max(1, problem.jobCount)
        self.floors = .allocate(capacity: count)
        self.floors.initialize(from: floors, count: floors.count)
        members = .allocate(capacity: count)
        isMember = .allocate(capacity: count)
        isMember.initialize(repeating: false, count: count)
        best = .allocate(capacity: count)
        best.initialize(repeating: .none, count: count)
        touched = .allocate(capacity: count)
        isTouched = .allocate(capacity: count)
        isTouched.initialize(repeating: false, count: count)
        victims = .allocate(capacity: Self.most + 1)
        formerly = .allocate(capacity: Self.most + 1)
        formerCost = .allocate(capacity: Self.most + 1)
        keys = .allocate(capacity: Self.most + 1)
        bestTotal = Int.max
    }

    deinit {
        floors.deallocate()
        members.deallocate()
        isMember.deallocate()
        best.deallocate()
        touched.deallocate()
        isTouched.deallocate()
        victims.deallocate()
        formerly.deallocate()
        formerCost.deallocate()
        keys.deallocate()
    }

    // MARK: Plans in and out

    /// Says which jobs may be moved.
    mutating func choose(_ jobs: [Int32]) {
        for index in 0..<memberCount { isMember[Int(members[index])] = false }
        memberCount = jobs.count
        for (index, job) in jobs.enumerated() {
            members[index] = job
            isMember[Int(job)] = true
        }
    }

    /// Continues from another plan.
    mutating func load(_ plan: [Placement]) {
        board.load(plan)
        restart()
    }

    /// Counts the present plan as the best, as after a change of what may be moved.
    mutating func restart() {
        for job in 0..<problem.jobCount { best[job] = board[job] }
        for index in 0..<touchedCount { isTouched[Int(touched[index])] = false }
        touchedCount = 0
        bestTotal = board.total
    }

    var bestPlan: [Placement] { (0..<problem.jobCount).map { best[$0] } }

    func bestPlacement(_ job: Int) -> Placement { best[job] }

    var memberList: [Int32] { (0..<memberCount).map { members[$0] } }

    /// Keeps units of a shared calendar for another lane.
    mutating func withheld(row: Int, day: Int, units: Int) {
        guard units > 0 else { return }
        board.block(row: row, day: day, units: units)
        withheldUnits.append((row, day, units))
    }

    mutating func returnWithheld() {
        for (row, day, units) in withheldUnits { board.block(row: row, day: day, units: -units) }
        withheldUnits.removeAll(keepingCapacity: true)
    }

    private mutating func noteBest() {
        for index in 0..<touchedCount {
            let job = Int(touched[index])
            best[job] = board[job]
            isTouched[job] = false
        }
        touchedCount = 0
        bestTotal = board.total
    }

    @inline(__always)
    mutating func touch(_ job: Int) {
        if isTouched[job] { return }
        isTouched[job] = true
        touched[touchedCount] = Int32(truncatingIfNeeded: job)
        touchedCount &+= 1
    }

    // MARK: The search

    /// - Parameter temperature: at the start and at the end of these steps.
    mutating func run(
        steps count: Int, temperature: (from: Double, to: Double), stop: () -> Bool
    ) {
        guard memberCount > 0 else { return }
        var heat = temperature.from
        let cooling = pow(temperature.to / temperature.from, 1 / Double(max(1, count)))
        for index in 0..<count {
            if index & 63 == 63, stop() { break }
            step(heat)
            heat *= cooling
        }
        if board.total < bestTotal { noteBest() }
    }

    private mutating func step(_ heat: Double) {
        steps &+= 1
        ruin()
        if victimCount == 0 { return }
        let before = board.total
        // Drawn beforehand, so that a hopeless attempt is given up half-way.
        let allowed = before &+ Int(-heat * log(random.unit() + 0x1p-54))
        let wasBest = before < bestTotal
        var pending = 0
        for index in 0..<victimCount {
            let job = Int(victims[index])
            formerly[index] = board[job]
            formerCost[index] = board.cost(of: job)
            pending &+= floors[job]
        }
        if wasBest { noteBest() }
        sort()
        for index in 0..<victimCount {
            let job = Int(victims[index])
            if board[job].isPlaced { board.remove(job) }
        }
        var base = before
        for index in 0..<victimCount { base &-= formerCost[index] }
        if recreate(allowed: allowed, base: base, pending: pending) {
            for index in 0..<victimCount { touch(Int(victims[index])) }
        } else {
            undo()
        }
    }

    /// Puts the victims back in their order; false when the plan would get too expensive.
    private mutating func recreate(allowed: Int, base: Int, pending: Int) -> Bool {
        var (total, pending) = (base, pending)
        let style = random.below(4)
        let eighths = 7 &+ random.below(2)
        for index in 0..<victimCount {
            let job = Int(victims[index])
            pending &-= floors[job]
            let room = allowed &- total &- pending
            let leave = board.leaveCost(job)
            let isPriced = priced.isKnown && !random.happens(settings.plainChance)
            let found =
                isPriced
                ? priced.best(
                    job, in: board.ledger, leave: leave, room: room, from: formerly[index],
                    eighths: eighths)
                : plainBest(job, below: min(leave, room &+ 1), style: style)
            let cost = found?.cost ?? leave
            if cost > room { return false }
            if let found { board.place(job, found.placement, cost: cost) }
            total &+= cost
        }
        return total <= allowed
    }

    /// Where a job stands best itself; of equal chains one that the style prefers.
    @inline(__always)
    private mutating func plainBest(
        _ job: Int, below limit: Int, style: Int
    ) -> (placement: Placement, cost: Int)? {
        let preference: Ledger.Preference =
            style == 0 ? .late : style == 1 ? .early : .anywhere(random.next())
        var stream = random
        defer { random = stream }
        let chance = settings.skipChance
        return insertion.best(job, in: board.ledger, below: limit, preference: preference) { _ in
            stream.happens(chance)
        }
    }

    private mutating func undo() {
        for index in 0..<victimCount {
            let job = Int(victims[index])
            if board[job].isPlaced { board.remove(job) }
        }
        for index in 0..<victimCount where formerly[index].isPlaced {
            board.place(Int(victims[index]), formerly[index], cost: formerCost[index])
        }
    }

    // MARK: Neighbourhoods

    @inline(__always)
    private mutating func add(_ job: Int) {
        for index in 0..<victimCount where Int(victims[index]) == job { return }
        victims[victimCount] = Int32(truncatingIfNeeded: job)
        victimCount &+= 1
    }

    /// Picks jobs that stand near one another, and some that stand nowhere.
    private mutating func ruin() {
        victimCount = 0
        let seed = Int(members[random.below(memberCount)])
        let group = Int(problem.jobs[seed].group)
        let target = 1 &+ random.below(2 &* settings.meanRemoved &- 1)
        add(seed)
        let waiting = board.roster.waitingCount(group)
        if waiting > 0, random.next() & 1 == 0 {
            let extra = 1 &+ random.below(min(3, waiting))
            for _ in 0..<extra {
                let job = board.roster.waiting(group, random.below(waiting))
                if isMember[job] { add(job) }
            }
        }
        var anchor = seed
        if !board[anchor].isPlaced {
            // A job that stands nowhere has no neighbours; borrow those of one that does.
            for _ in 0..<8 {
                anchor = Int(members[random.below(memberCount)])
                if board[anchor].isPlaced, Int(problem.jobs[anchor].group) == group { break }
            }
            if !board[anchor].isPlaced { return }
            add(anchor)
        }
        gather(around: anchor, target)
    }

    private mutating func gather(around anchor: Int, _ target: Int) {
        let placement = board[anchor]
        let mode = problem.modes + Int(placement.mode)
        let draw = random.below(10)
        let kind: Roster.Kind = draw < 5 ? .peak : draw < 8 ? .launch : .pickup
        let (row, day): (Int32, Int32) =
            switch kind {
            case .peak: (mode.pointee.peakRow, placement.days.peak)
            case .launch: (mode.pointee.launchRow, placement.days.launch)
            case .pickup: (mode.pointee.pickupRow, placement.days.pickup)
            }
        let reach = 28
        var distance = 0
        while victimCount < target, distance <= reach {
            for side in 0..<2 {
                let near = Int(day) &+ (side == 0 ? distance : 0 &- distance)
                if distance == 0, side == 1 { continue }
                guard near >= 0, near < problem.horizon else { continue }
                var job = board.roster.first(row: row, day: near)
                while job >= 0, victimCount < target {
                    if isMember[job], random.next() & 3 != 0 { add(job) }
                    job = board.roster.next(kind, after: job)
                }
            }
            distance &+= 1
        }
    }

    /// The order of re-insertion: by chance, by urgency, by release, or by the former peak.
    private mutating func sort() {
        let draw = random.below(10)
        for index in 0..<victimCount {
            let job = Int(victims[index])
            let row = problem.jobs + job
            switch draw {
            case 0..<4: keys[index] = Int(truncatingIfNeeded: random.next() &>> 2)
            case 4..<6:
                keys[index] = 0 &- Int(row.pointee.slope) &- Int(row.pointee.lateSlope)
            case 6..<8:
                keys[index] = Int(problem.modes[Int(row.pointee.firstMode)].earliest.pickup)
            case 8: keys[index] = Int(formerly[index].days.peak)
            default: keys[index] = 0 &- board.leaveCost(job)
            }
        }
        var index = 1
        while index < victimCount {
            var place = index
            let (key, job) = (keys[index], victims[index])
            let (placement, cost) = (formerly[index], formerCost[index])
            while place > 0, keys[place &- 1] > key {
                keys[place] = keys[place &- 1]
                victims[place] = victims[place &- 1]
                formerly[place] = formerly[place &- 1]
                formerCost[place] = formerCost[place &- 1]
                place &-= 1
            }
            (keys[place], victims[place]) = (key, job)
            (formerly[place], formerCost[place]) = (placement, cost)
            index &+= 1
        }
    }
}
