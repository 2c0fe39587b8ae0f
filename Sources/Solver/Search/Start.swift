import Glibc

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The first plan and the figures that a search needs once.
extension ChainProblem {
    /// What each job would cost alone: no plan has it cheaper.
    func floors() -> [Int] {
        let ledger = Ledger(self)
        let insertion = Insertion(self)
        return (0..<jobCount).map { job in
            let leave = jobs[job].mustPlace ? Board.missing : Int(jobs[job].dropCost)
            return insertion.best(job, in: ledger, below: leave)?.cost ?? leave
        }
    }

    /// Jobs with a step that may still be decided.
    func movableJobs() -> [Int32] {
        (0..<jobCount).filter { job in
            let modes = modes(of: job)
            guard modes.count == 1, let mode = modes.first else { return !modes.isEmpty }
            let row = self.modes[mode]
            let isDecided = Step.allCases.allSatisfy { row.earliest[$0] == row.latest[$0] }
            return !(isDecided && jobs[job].mustPlace)
        }.map { Int32($0) }
    }

    /// The calendars that all groups share.
    var launchRows: [Int] { Set((0..<modeCount).map { Int(modes[$0].launchRow) }).sorted() }

    /// As `cost(of:)`, but a job that must be placed and is not costs more than anything else.
    func searchCost(of plan: [Placement]) -> Int {
        plan.indices.reduce(0) { total, job in
            let isMissing = !plan[job].isPlaced && jobs[job].mustPlace
            return total + (isMissing ? Board.missing : cost(of: plan[job], job: job))
        }
    }

    /// Whether a plan overdraws nothing.
    func fits(_ plan: [Placement]) -> Bool {
        let ledger = Ledger(self)
        for placement in plan where placement.isPlaced {
            var fits = true
            eachUse(of: placement) { cell, amount in
                if ledger.free[cell] < amount { fits = false }
                ledger.free[cell] -= amount
            }
            if !fits { return false }
        }
        return true
    }

    /// One job after the other, each where it stands best: those that must be placed first, then
    /// the urgent, then those that may begin first.
    func greedyPlan() -> [Placement] {
        var board = Board(self)
        let insertion = Insertion(self)
        let order = (0..<jobCount).sorted { left, right in
            let (one, other) = (jobs[left], jobs[right])
            if one.mustPlace != other.mustPlace { return one.mustPlace }
            let (urgency, otherUrgency) = (one.slope + one.lateSlope, other.slope + other.lateSlope)
            if urgency != otherUrgency { return urgency > otherUrgency }
            if one.origin != other.origin { return one.origin < other.origin }
            return left < right
        }
        for job in order {
            let leave = board.leaveCost(job)
            if let found = insertion.best(job, in: board.ledger, below: leave) {
                board.place(job, found.placement, cost: found.cost)
            }
        }
        return board.plan
    }
}
