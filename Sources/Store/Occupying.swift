public import Domain

/// A record that takes places: a booking, or the use of a device by other patients.
///
/// The places are rows of their own, `claim`, of which the database allows one for each unit and
/// day. They follow from the record and are written with it, by this module alone.
public protocol Occupying: Record {
    /// The name by which the holder of a place is told to others.
    var holder: String { get }
    var claimedPlaces: [UnitDay] { get }
    /// The reserve of intensive care that it asks for, in percent of a bed.
    var icuShares: [ICUShare] { get }
}

extension Occupying {
    public var icuShares: [ICUShare] { [] }
}

/// A record that makes places: the hours of a resource.
public protocol Opening: Record {
    /// The units that it opens, by resource and day.
    var openedPlaces: [(place: UnitDay, time: ClockTime?)] { get }
    /// The reserve that it opens for a day, in percent of a bed.
    var openedReserve: [ICUShare] { get }
}
