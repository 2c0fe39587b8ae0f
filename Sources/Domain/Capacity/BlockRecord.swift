/// Units taken away from the centre's own courses.
public struct BlockRecord: Equatable, Sendable {
    public typealias ID = Identifier<BlockRecord>

    public enum Kind: String, CaseIterable, Sendable {
        case otherPatients, service, closure, staff
    }

    public let id: ID
    public let resource: Resource.ID
    public var span: DaySpan
    /// One unit, or all of them.
    public var unit: Int?
    public var kind: Kind
    public var words: String
    /// The places that were free and are taken now. A place inside the block that is not among
    /// them is booked: that booking is in conflict until a person has moved it.
    public var places: [UnitDay]

    public init(
        id: ID, resource: Resource.ID, span: DaySpan, unit: Int?, kind: Kind, words: String,
        places: [UnitDay]
    ) {
        self.id = id
        self.resource = resource
        self.span = span
        self.unit = unit
        self.kind = kind
        self.words = words
        self.places = places
    }

    public func covers(_ place: UnitDay) -> Bool {
        place.resource == resource && span.contains(place.day) && (unit ?? place.unit) == place.unit
    }
}
