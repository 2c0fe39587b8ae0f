public import Domain

extension ProductTerms: Record {
    public static let table = Table(
        "product", key: ["id"],
        [
            "name", "mode", "infusion_days", "components", "transport_days", "hold_least",
            "hold_most", "manufacturing_days", "shipping_days", "release_hold", "shelf_days",
            "source",
        ])

    public init(row: Row) throws(StoreError) {
        self.init(
            product: Product(
                id: try row.id(0), name: try row.text(1), mode: try row.word(2),
                infusionDays: try row.numbers(3), components: try row.whole(4)),
            transportDays: try row.whole(5), holdLeast: try row.whole(6),
            holdMost: try row.whole(7), manufacturingDays: try row.whole(8),
            shippingDays: try row.whole(9), releaseHold: try row.whole(10),
            shelfDays: try row.whole(11), source: try row.text(12))
    }

    public var values: [Value] {
        [
            .id(product.id), .text(product.name), .text(product.mode.rawValue),
            .numbers(product.infusionDays), .int(product.components), .int(transportDays),
            .int(holdLeast), .int(holdMost), .int(manufacturingDays), .int(shippingDays),
            .int(releaseHold), .int(shelfDays), .text(source),
        ]
    }
}

extension Resource: Record {
    public static let table = Table("resource", key: ["id"], ["kind", "name", "product"])

    public init(row: Row) throws(StoreError) {
        self.init(
            id: try row.id(0), kind: try row.word(1), name: try row.text(2),
            product: try row.optionalID(3))
    }

    public var values: [Value] {
        [.id(id), .text(kind.rawValue), .text(name), .id(product)]
    }
}

extension OpeningRecord: Opening {
    public static let table = Table(
        "opening", key: ["id"],
        ["resource", "first_day", "last_day", "weekdays", "calendar", "units", "times"])

    public init(row: Row) throws(StoreError) {
        let first = try row.day(2)
        let last = try row.day(3)
        let minutes = try row.numbers(7)
        self.init(
            id: try row.id(0), resource: try row.id(1),
            span: DaySpan(first, length: last - first + 1),
            weekdays: try row.numbers(4).compactMap(Weekday.init(rawValue:)),
            closedDays: try row.numbers(5).map { Day(number: Int32($0)) },
            units: try row.whole(6),
            times: minutes.compactMap { ClockTime(hour: $0 / 60, minute: $0 % 60) })
    }

    public var values: [Value] {
        [
            .id(id), .id(resource), .day(span.first), .day(span.last),
            .numbers(weekdays.map(\.rawValue)), .numbers(closedDays.map { Int($0.number) }),
            .int(units), .numbers(times.map(\.minutes)),
        ]
    }

    public var openedPlaces: [(place: UnitDay, time: ClockTime?)] {
        guard resource.text != Transaction.reserve else { return [] }
        return days.flatMap { day in
            (1...units).map { unit in
                (
                    UnitDay(resource, day, unit: unit),
                    times.indices.contains(unit - 1) ? times[unit - 1] : nil
                )
            }
        }
    }

    public var openedReserve: [ICUShare] {
        guard resource.text == Transaction.reserve else { return [] }
        return days.map { ICUShare(day: $0, percent: units) }
    }
}
