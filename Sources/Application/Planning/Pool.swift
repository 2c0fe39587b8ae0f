public import Domain
public import Scheduling

/// What a course takes units of, whichever device, ward or courier gives them.
public enum Pool: Hashable, Sendable {
    case apheresis, processing, courier, receipt, infusion, beds
    /// The load of intensive care, in percent of a bed.
    case reserve
    case start(Product.ID)

    /// Nil for what no course takes units of: shifts and the beds of intensive care themselves.
    init?(_ resource: Resource) {
        switch resource.kind {
        case .apheresisDevice: self = .apheresis
        case .processingBench: self = .processing
        case .courierPickup: self = .courier
        case .receipt: self = .receipt
        case .infusionSlot: self = .infusion
        case .wardBed: self = .beds
        case .manufacturingStart:
            guard let product = resource.product else { return nil }
            self = .start(product)
        case .icuBed:
            guard resource.id.text == Pool.reserveName else { return nil }
            self = .reserve
        case .staff: return nil
        }
    }

    /// The pool that a shift serves: as many of its units as the shift's openings say can be used
    /// in a day, however many devices there are. The resource's name says which, as that of the
    /// reserve does: `staff-apheresis` serves the apheresis devices.
    init?(servedBy resource: Resource) {
        let served: [Pool] = [.apheresis, .processing, .receipt, .infusion, .beds]
        guard resource.kind == .staff,
            let pool = served.first(where: { resource.id.text == "staff-\($0.name)" })
        else { return nil }
        self = pool
    }

    /// The resource whose openings are the reserve, as the store names it.
    static let reserveName = "icu-reserve"

    public var code: Checker.Code {
        switch self {
        // A courier fetches on the day of the collection, so both lack on the same days.
        case .apheresis, .courier: .apheresis
        case .processing: .processing
        case .receipt: .receipt
        case .infusion: .infusion
        case .beds: .beds
        case .reserve: .icu
        case .start: .start
        }
    }

    public var phrase: Phrase {
        switch self {
        case .apheresis: Phrase("pool.apheresis")
        case .processing: Phrase("pool.processing")
        case .courier: Phrase("pool.courier")
        case .receipt: Phrase("pool.receipt")
        case .infusion: Phrase("pool.infusion")
        case .beds: Phrase("pool.beds")
        case .reserve: Phrase("pool.reserve")
        case .start(let product): Phrase("pool.start", ["product": .text(product.text)])
        }
    }

    /// A word for machines.
    public var name: String {
        switch self {
        case .start(let product): "start-\(product.text)"
        default: phrase.key.split(separator: ".").last.map(String.init) ?? ""
        }
    }
}
