public import Domain
import Store

extension Office {
    public func resources() throws(StoreError) -> [Resource] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.all(.resources).map(\.record)
        }
    }

    /// When a resource is open; nil for every resource.
    public func openings(of resource: Resource.ID?) throws(StoreError) -> [OpeningRecord] {
        try look(.readSchedule) { view throws(StoreError) in
            if let resource { _ = try view.need(Resource.self, resource.text) }
            return try view.all(.openingsByResource).map(\.record)
                .filter { resource == nil || $0.resource == resource }
        }
    }

    public func product(_ id: Product.ID) throws(StoreError) -> Stored<ProductTerms>? {
        try look(.readSchedule) { view throws(StoreError) in
            try view.get(ProductTerms.self, [.text(id.text)])
        }
    }

    public func add(
        _ resource: Resource, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.addResource, order) { act throws(StoreError) in
            try act.insert(resource)
        }.sequence
    }

    /// Opens a resource for a span of days.
    ///
    /// - Parameter calendar: the days on which its place works; nil for every day.
    public func open(
        _ resource: Resource.ID, _ span: DaySpan, weekdays: [Weekday], units: Int,
        times: [ClockTime] = [], calendar: WorkingCalendar? = nil, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<OpeningRecord.ID> {
        let closed = calendar.map { calendar in span.days.filter { !calendar.isOpen($0) } } ?? []
        return try perform(.addOpening, order) { act throws(StoreError) in
            _ = try act.need(Resource.self, resource.text)
            let id: OpeningRecord.ID = try act.nextID("O", "opening")
            try act.insert(
                OpeningRecord(
                    id: id, resource: resource, span: span, weekdays: weekdays,
                    closedDays: closed, units: units, times: times))
            return id
        }
    }

    public func close(
        _ opening: OpeningRecord.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.removeOpening, order) { act throws(StoreError) in
            try act.delete(OpeningRecord.self, [.text(opening.text)], expecting: nil)
        }.sequence
    }

    /// Takes units away: other patients' use, service, a closed bed.
    ///
    /// What is free is taken at once. What is booked stays booked and is told: reality has broken
    /// a plan, and a person decides who moves.
    public func block(
        _ resource: Resource.ID, _ span: DaySpan, unit: Int?, kind: BlockRecord.Kind,
        words: String, _ order: Order = Order()
    ) throws(StoreError) -> (block: BlockRecord.ID?, affected: [Booking.ID], sequence: Int64) {
        var affected: [Booking.ID] = []
        let outcome = try perform(.blockUnits, order) { act throws(StoreError) in
            let taken = try act.block(resource, span, unit: unit, kind: kind, words: words)
            affected = taken.affected
            return taken.id
        }
        guard case .saved(let id, let sequence) = outcome else {
            return (nil, affected, outcome.sequence)
        }
        return (id, affected, sequence)
    }

    public func unblock(
        _ block: BlockRecord.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.unblockUnits, order) { act throws(StoreError) in
            try act.delete(BlockRecord.self, [.text(block.text)], expecting: nil)
        }.sequence
    }

    public func change(
        _ product: ProductTerms, expecting version: Int64?, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        if let fault = product.fault { throw .refused(fault) }
        return try perform(.changeProduct, order) { act throws(StoreError) in
            if try act.get(ProductTerms.self, [.text(product.product.id.text)]) == nil {
                try act.insert(product)
            } else {
                try act.update(product, expecting: version)
            }
        }.sequence
    }
}
