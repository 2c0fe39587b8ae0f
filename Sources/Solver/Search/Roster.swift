/// Who stands on which day of which calendar, as lists threaded through flat rows.
///
/// A search removes neighbours: jobs whose peak, launch or pickup is on the same or a near day.
/// With the lists, finding them costs a few steps however many jobs there are.
struct Roster: ~Copyable {
    enum Kind: Int, CaseIterable { case peak, launch, pickup }

    private let problem: ChainProblem
    private let heads: UnsafeMutablePointer<Int32>
    private let following: UnsafeMutablePointer<Int32>
    private let preceding: UnsafeMutablePointer<Int32>
    /// Jobs that stand nowhere, by group: `waiting[start[g]..<start[g] + count[g]]`.
    private let waiting: UnsafeMutablePointer<Int32>
    private let waitingStart: UnsafeMutablePointer<Int32>
    private let waitingCount: UnsafeMutablePointer<Int32>
    private let seat: UnsafeMutablePointer<Int32>

    init(_ problem: ChainProblem) {
        self.problem = problem
        let cells = max(1, problem.rowCount * problem.stride)
        let links = max(1, problem.jobCount * Kind.allCases.count)
        heads = .allocate(capacity: cells)
        following = .allocate(capacity: links)
        preceding = .allocate(capacity: links)
        waiting = .allocate(capacity: max(1, problem.jobCount))
        seat = .allocate(capacity: max(1, problem.jobCount))
        waitingStart = .allocate(capacity: problem.groupCount + 1)
        waitingCount = .allocate(capacity: problem.groupCount)
        heads.initialize(repeating: -1, count: cells)
        following.initialize(repeating: -1, count: links)
        preceding.initialize(repeating: -1, count: links)
        waiting.initialize(repeating: -1, count: max(1, problem.jobCount))
        seat.initialize(repeating: -1, count: max(1, problem.jobCount))
        waitingStart.initialize(repeating: 0, count: problem.groupCount + 1)
        waitingCount.initialize(repeating: 0, count: problem.groupCount)
        for job in 0..<problem.jobCount { waitingStart[Int(problem.jobs[job].group) + 1] += 1 }
        for group in 0..<problem.groupCount { waitingStart[group + 1] += waitingStart[group] }
    }

    deinit {
        heads.deallocate()
        following.deallocate()
        preceding.deallocate()
        waiting.deallocate()
        waitingStart.deallocate()
        waitingCount.deallocate()
        seat.deallocate()
    }

    func clear() {
        heads.update(repeating: -1, count: problem.rowCount * problem.stride)
        waitingCount.update(repeating: 0, count: problem.groupCount)
    }

    @inline(__always)
    private func cell(_ kind: Kind, _ placement: Placement) -> Int {
        let mode = problem.modes + Int(placement.mode)
        switch kind {
        case .peak: return cell(mode.pointee.peakRow, placement.days.peak)
        case .launch: return cell(mode.pointee.launchRow, placement.days.launch)
        case .pickup: return cell(mode.pointee.pickupRow, placement.days.pickup)
        }
    }

    @inline(__always)
    private func cell(_ row: Int32, _ day: Int32) -> Int {
        Int(row) &* problem.stride &+ Int(day)
    }

    @inline(__always)
    func enter(_ job: Int, _ placement: Placement) {
        guard placement.isPlaced else {
            let group = Int(problem.jobs[job].group)
            let place = waitingStart[group] &+ waitingCount[group]
            waiting[Int(place)] = Int32(truncatingIfNeeded: job)
            seat[job] = place
            waitingCount[group] &+= 1
            return
        }
        link(.peak, job, placement)
        link(.launch, job, placement)
        link(.pickup, job, placement)
    }

    @inline(__always)
    func leave(_ job: Int, _ placement: Placement) {
        guard placement.isPlaced else {
            let group = Int(problem.jobs[job].group)
            waitingCount[group] &-= 1
            let last = waiting[Int(waitingStart[group] &+ waitingCount[group])]
            waiting[Int(seat[job])] = last
            seat[Int(last)] = seat[job]
            return
        }
        unlink(.peak, job, placement)
        unlink(.launch, job, placement)
        unlink(.pickup, job, placement)
    }

    @inline(__always)
    private func link(_ kind: Kind, _ job: Int, _ placement: Placement) {
        let cell = cell(kind, placement)
        let node = kind.rawValue &* problem.jobCount &+ job
        let head = heads[cell]
        following[node] = head
        preceding[node] = -1
        if head >= 0 {
            preceding[kind.rawValue &* problem.jobCount &+ Int(head)] = Int32(
                truncatingIfNeeded: job)
        }
        heads[cell] = Int32(truncatingIfNeeded: job)
    }

    @inline(__always)
    private func unlink(_ kind: Kind, _ job: Int, _ placement: Placement) {
        let base = kind.rawValue &* problem.jobCount
        let (before, after) = (preceding[base &+ job], following[base &+ job])
        if before >= 0 {
            following[base &+ Int(before)] = after
        } else {
            heads[cell(kind, placement)] = after
        }
        if after >= 0 { preceding[base &+ Int(after)] = before }
    }

    /// The first job of a day; −1 for none.
    @inline(__always)
    func first(row: Int32, day: Int) -> Int { Int(heads[Int(row) &* problem.stride &+ day]) }

    @inline(__always)
    func next(_ kind: Kind, after job: Int) -> Int {
        Int(following[kind.rawValue &* problem.jobCount &+ job])
    }

    @inline(__always)
    func waitingCount(_ group: Int) -> Int { Int(waitingCount[group]) }

    @inline(__always)
    func waiting(_ group: Int, _ index: Int) -> Int {
        Int(waiting[Int(waitingStart[group]) &+ index])
    }
}
