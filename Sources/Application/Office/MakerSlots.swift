public import Domain
import Store

/// Days on which makers begin batches for this centre, and what the makers say of them.
extension Office {
    public func requestMakerSlot(
        _ product: Product.ID, _ day: Day, for course: Course.ID?, ref: String = "",
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<MakerSlot.ID> {
        guard day >= now.day else {
            throw .refused(Phrase("makerSlot.past", ["day": .day(day)]))
        }
        return try perform(.changeMakerSlot, order) { act throws(StoreError) in
            let product = try act.need(ProductTerms.self, product.text).record.product.id
            if let course { try act.requireRunning(course) }
            let id: MakerSlot.ID = try act.nextID("M", "maker_slot")
            try act.insert(
                MakerSlot(
                    id: id, product: product, day: day, state: .requested, course: course,
                    ref: ref))
            return id
        }
    }

    /// - Parameter until: until when the maker keeps an offer or a hold.
    public func moveMakerSlot(
        _ id: MakerSlot.ID, to state: MakerSlot.State, until: Instant? = nil,
        course: Course.ID? = nil, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<MakerSlot.ID> {
        let now = now
        if let until, until <= now {
            throw .refused(Phrase("booking.expiryPassed", ["at": .instant(until)]))
        }
        return try perform(.changeMakerSlot, order) { act throws(StoreError) in
            let stored = try act.need(MakerSlot.self, id.text)
            var slot = stored.record
            // What the maker has let go is not confirmed by us.
            if slot.isExpired(at: now), state != .expired {
                throw .refused(
                    Phrase(
                        "makerSlot.expired",
                        ["slot": .text(id.text), "at": .instant(slot.until ?? now)]))
            }
            try refuse { () throws(MakerSlotError) in try slot.move(to: state) }
            if state == .offered || state == .held { slot.until = until ?? slot.until }
            if let course {
                try act.requireRunning(course)
                slot.course = course
            }
            try act.update(slot, expecting: stored.version)
            return id
        }
    }

    public func makerSlots(of product: Product.ID? = nil) throws(StoreError) -> [MakerSlot] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.all(MakerSlot.self).map(\.record)
                .filter { product == nil || $0.product == product }
                .sorted { ($0.day, $0.product, $0.id) < ($1.day, $1.product, $1.id) }
        }
    }

    /// Takes over a maker's list: what both know follows the maker, what the maker alone knows is
    /// added, what we alone believe in is named for a person to ask about.
    public func reconcile(
        _ list: MakerList, apply: Bool, _ order: Order = Order()
    ) throws(StoreError) -> MakerReconciliation {
        let found = try makerSlots(of: list.product)
        let result = MakerReconciliation(list, found)
        guard apply, !result.lines.allSatisfy({ $0.kind == .same || $0.kind == .onlyOurs }) else {
            try demand(.changeMakerSlot)
            return result
        }
        _ = try perform(.changeMakerSlot, order) { act throws(StoreError) in
            for line in result.lines {
                switch line.kind {
                case .same, .onlyOurs: continue
                case .onlyTheirs:
                    guard let row = line.row else { continue }
                    try act.insert(
                        MakerSlot(
                            id: try act.nextID("M", "maker_slot"), product: list.product,
                            day: row.day, state: row.state, course: row.course, until: row.until,
                            ref: row.ref))
                case .changed:
                    guard let slot = line.slot, let row = line.row else { continue }
                    let stored = try act.need(MakerSlot.self, slot.id.text)
                    guard stored.record == slot else {
                        throw .refused(Phrase("makerSlot.changed", ["slot": .text(slot.id.text)]))
                    }
                    try act.update(
                        MakerSlot(
                            id: slot.id, product: slot.product, day: row.day, state: row.state,
                            course: row.course ?? slot.course, until: row.until, ref: row.ref),
                        expecting: stored.version)
                }
            }
            return list.product
        }
        return result
    }
}
