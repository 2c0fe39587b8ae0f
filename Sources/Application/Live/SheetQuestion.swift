public import Domain

/// What is every unit of a resource used for, over some days? Nil where there is no such resource.
public struct SheetQuestion: Question {
    public typealias Reply = ResourceSheet?

    public let resource: Resource.ID
    public let first: Day
    public let days: Int

    public init(_ resource: Resource.ID, from first: Day, days: Int) {
        (self.resource, self.first, self.days) = (resource, first, days)
    }

    public func reply(with follower: Follower) throws(StoreError) -> ResourceSheet? {
        try follower.sheet(of: resource, from: first, days: days)
    }
}
