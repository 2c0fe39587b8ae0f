import Domain
import Store

/// The resources and products of the demo hospital.
///
/// All figures here are invented for demonstration; the clinical knowledge of real products
/// stands in the rule files.
struct DemoCentre {
    let products: [ProductTerms]
    let resources: [Resource]
    /// Units by resource: how many a day.
    let units: [Resource.ID: Int]
    let calendar: WorkingCalendar

    static let source = "demonstration"

    /// - Parameter scale: 1 for about a hundred and twenty courses a year.
    init(scale: Int, _ words: Wording) {
        products = Self.productRows.map { row in
            ProductTerms(
                product: Product(
                    id: id(row.id), name: row.id, mode: row.fresh ? .fresh : .frozen,
                    infusionDays: row.id == "obe-cel" ? [0, 9] : [0],
                    components: row.id == "liso-cel" ? 2 : 1),
                transportDays: 1, holdLeast: 0, holdMost: row.fresh ? 0 : 30,
                manufacturingDays: row.days, shippingDays: 2, releaseHold: 10, shelfDays: 60,
                source: words("demo.source"))
        }
        var resources: [Resource] = []
        var units: [Resource.ID: Int] = [:]
        func add(_ name: String, _ kind: Resource.Kind, _ count: Int) {
            let label = words("demo.resource.\(name)")
            resources.append(Resource(id: id(name), kind: kind, name: label))
            units[id(name)] = count
        }
        add("apheresis", .apheresisDevice, 2 * scale)
        add("processing", .processingBench, 2 * scale)
        add("courier", .courierPickup, 2 * scale)
        add("receipt", .receipt, 2 * scale)
        add("infusion", .infusionSlot, 2 * scale)
        add("ward-6E", .wardBed, 14 * scale)
        add("icu-bed", .icuBed, 2 * scale)
        for product in products {
            let name = "start-\(product.product.id.text)"
            resources.append(
                Resource(
                    id: id(name), kind: .manufacturingStart, name: product.product.name,
                    product: product.product.id))
            units[id(name)] = scale
        }
        add("icu-reserve", .icuBed, 250 * scale)
        self.resources = resources
        self.units = units
        calendar = WorkingCalendar(
            holidays: Calendars.holidays("JP"),
            yearlyClosures: [
                .init(name: words("demo.newYear"), fromMonth: 12, fromDay: 29, toMonth: 1, toDay: 3)
            ])
    }

    private static let productRows: [(id: String, days: Int, fresh: Bool)] = [
        ("axi-cel", 18, false), ("tisa-cel", 24, false), ("liso-cel", 26, true),
        ("ide-cel", 28, false), ("cilta-cel", 32, false), ("obe-cel", 20, true),
        ("brexu-cel", 16, false),
    ]

    func products(for indication: Indication) -> [String] {
        switch indication {
        case .lymphoma: ["axi-cel", "tisa-cel", "liso-cel"]
        case .leukaemia: ["tisa-cel", "obe-cel", "brexu-cel"]
        case .myeloma: ["ide-cel", "cilta-cel"]
        case .lupus, .otherAutoimmune: ["tisa-cel"]
        }
    }

    /// Beds and the reserve know no weekend; everything else keeps the centre's days.
    func isOpen(_ resource: Resource.ID, _ day: Day) -> Bool {
        switch resource.text {
        case "ward-6E", "icu-bed", "icu-reserve": true
        default: calendar.isOpen(day)
        }
    }

    /// One opening for each resource and quarter of a year.
    func openings(_ span: ClosedRange<Day>) -> [OpeningRecord] {
        var records: [OpeningRecord] = []
        var first = span.lowerBound
        while first <= span.upperBound {
            let last = min(first + 89, span.upperBound)
            let quarter = DaySpan(first, length: last - first + 1)
            for resource in resources {
                let closed = quarter.days.filter { !isOpen(resource.id, $0) }
                records.append(
                    OpeningRecord(
                        id: Identifier(prefix: "O", number: records.count + 1),
                        resource: resource.id, span: quarter, closedDays: closed,
                        units: units[resource.id] ?? 1,
                        times: resource.kind == .apheresisDevice
                            ? [9, 13].compactMap { ClockTime(hour: $0, minute: 0) } : []))
            }
            first = last + 1
        }
        return records
    }
}

/// Identifiers that are written in this file: letters, digits and hyphens by construction.
func id<Subject>(_ text: String, of type: Subject.Type = Subject.self) -> Identifier<Subject> {
    guard let identifier = try? Identifier<Subject>(text) else { fatalError(text) }
    return identifier
}
