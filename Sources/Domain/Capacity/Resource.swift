/// Something that a centre or a maker has so many of a day.
public struct Resource: Hashable, Sendable {
    public typealias ID = Identifier<Resource>

    public enum Kind: String, CaseIterable, Sendable {
        case apheresisDevice, processingBench, courierPickup, manufacturingStart
        case receipt, infusionSlot, wardBed, icuBed, staff

        /// Beds are taken by the night, everything else by the slot.
        public var isBed: Bool { self == .wardBed || self == .icuBed }

        /// The activity that takes a unit of it; nil for staff, who carry others.
        public var serves: Activity.Kind? {
            switch self {
            case .apheresisDevice: .apheresis
            case .processingBench: .processing
            case .courierPickup: .courier
            case .manufacturingStart: .manufacturing
            case .receipt: .receipt
            case .infusionSlot: .infusion
            case .wardBed: .wardStay
            case .icuBed: .icuStay
            case .staff: nil
            }
        }
    }

    public let id: ID
    public let kind: Kind
    public let name: String
    /// Start slots belong to one product.
    public let product: Product.ID?

    public init(id: ID, kind: Kind, name: String, product: Product.ID? = nil) {
        (self.id, self.kind, self.name, self.product) = (id, kind, name, product)
    }
}

/// One unit of a resource on one day: a slot, or a bed for one night.
///
/// This is the row of which the database allows one booking and no more.
public struct UnitDay: Hashable, Sendable, Comparable {
    public let resource: Resource.ID
    public let day: Day
    /// Counted from 1. The number of a bed or a device, as it stands on the wall.
    public let unit: Int

    public init(_ resource: Resource.ID, _ day: Day, unit: Int) {
        (self.resource, self.day, self.unit) = (resource, day, unit)
    }

    public static func < (left: UnitDay, right: UnitDay) -> Bool {
        (left.resource, left.day, left.unit) < (right.resource, right.day, right.unit)
    }
}

/// One unit of a resource on one day, with a time where there is one.
public struct Slot: Hashable, Sendable {
    public let place: UnitDay
    public let time: ClockTime?

    public init(_ place: UnitDay, time: ClockTime? = nil) {
        (self.place, self.time) = (place, time)
    }
}

/// One bed for the night that begins on its day.
public struct BedNight: Hashable, Sendable {
    public let place: UnitDay

    public init(_ place: UnitDay) { self.place = place }

    /// The nights of a stay: discharge on day D frees the bed for the night of D.
    public static func nights(bed: Resource.ID, unit: Int, _ stay: DaySpan) -> [BedNight] {
        stay.days.map { BedNight(UnitDay(bed, $0, unit: unit)) }
    }
}
