public import Domain

/// How many units of every resource are free, over some days?
public struct FreeQuestion: Question {
    public let first: Day
    public let days: Int

    public init(from first: Day, days: Int) { (self.first, self.days) = (first, days) }

    /// One day of a resource: the units that are open, and those of them that nobody has.
    public struct Count: Equatable, Sendable {
        public var open = 0
        public var free = 0

        public init(open: Int = 0, free: Int = 0) { (self.open, self.free) = (open, free) }
    }

    public struct Reply: Equatable, Sendable {
        public let first: Day
        public let counts: [Resource.ID: [Count]]

        public init(first: Day, counts: [Resource.ID: [Count]]) {
            (self.first, self.counts) = (first, counts)
        }
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        var counts: [Resource.ID: [Count]] = [:]
        for line in try follower.office().slots(nil, DaySpan(first, length: days)) {
            let place = line.slot.place
            let holder = line.holder.map { follower.isClosed($0) }
            // A closed unit is not open, and one that is taken is not free.
            guard holder != true else { continue }
            counts[place.resource, default: Array(repeating: Count(), count: days)][
                place.day - first
            ].add(isFree: holder == nil)
        }
        return Reply(first: first, counts: counts)
    }
}

extension FreeQuestion.Count {
    fileprivate mutating func add(isFree: Bool) {
        open += 1
        if isFree { free += 1 }
    }
}
