import Domain
import Interop
import Store

/// What other systems are told of our bookings, written into the outbox in the transaction that
/// changes them: whoever changed it, by whatever way, undo and run-out holds among them.
enum BookingFeed {
    static func tell(
        _ act: Transaction, _ changes: [Change], _ draft: EntryDraft
    ) throws(StoreError) {
        guard let tag = act.outboxTag else { return }
        var feed = Feed(act: act, draft: draft, tag: tag)
        for change in changes where change.table == Booking.table.name {
            try feed.tell(
                before: try change.before.map { row throws(StoreError) in try booking(row) },
                after: try change.after.map { row throws(StoreError) in try booking(row) })
        }
    }

    private static func booking(_ row: [Value]) throws(StoreError) -> Booking {
        try Booking(row: Row(row, table: Booking.table.name))
    }

    /// What a change of a booking is to somebody who keeps it in a calendar.
    static func event(_ before: Booking?, _ after: Booking?) -> HL7Writer.Change? {
        switch (before.flatMap { $0.state.occupies ? $0 : nil }, after) {
        case (nil, let new?) where new.state.occupies: .made
        case (let old?, let new?) where new.state.occupies:
            if old.span != new.span || old.time != new.time {
                .moved
            } else if old.places != new.places || old.state != new.state {
                .changed
            } else {
                nil
            }
        case (.some, _): .cancelled
        default: nil
        }
    }

    /// What it is to somebody who was ordered to do it: what is only held is no order yet.
    static func order(_ before: Booking?, _ after: Booking?) -> HL7Writer.OrderControl? {
        func isOrdered(_ booking: Booking?) -> Bool {
            booking.map { $0.state == .confirmed || $0.state == .done } ?? false
        }
        switch (isOrdered(before), isOrdered(after)) {
        case (false, true): return .new
        case (true, false): return .cancelled
        case (false, false): return nil
        case (true, true):
            if before?.state != after?.state { return .status }
            return event(before, after) == nil ? nil : .changed
        }
    }

    private struct Feed {
        let act: Transaction
        let draft: EntryDraft
        let tag: String
        private var count = 0
        private static let words = Wording(.japanese)

        init(act: Transaction, draft: EntryDraft, tag: String) {
            (self.act, self.draft, self.tag) = (act, draft, tag)
        }

        mutating func tell(before: Booking?, after: Booking?) throws(StoreError) {
            guard let booking = after ?? before else { return }
            let event = booking.activity.isAppointment ? event(before, after) : nil
            let order = booking.activity.isRequest ? order(before, after) : nil
            guard event != nil || order != nil else { return }
            guard let exported = try export(booking) else { return }
            let now = draft.at
            let writer = HL7Writer(offsetMinutes: draft.at.offsetMinutes)
            if let event {
                try queue("SIU^\(event.rawValue)", booking.id) { control in
                    writer.message(event, exported, controlID: control, at: now)
                }
            }
            if let order {
                try queue("ORM^O01", booking.id) { control in
                    writer.order(order, exported, controlID: control, at: now)
                }
            }
        }

        private mutating func queue(
            _ kind: String, _ booking: Booking.ID, _ make: (String) -> [UInt8]
        ) throws(StoreError) {
            count += 1
            let control = "\(tag).\(act.sequence).\(count)"
            try act.queue(
                kind: kind, of: booking, at: draft.at, control: control, make(control))
        }

        /// - Returns: nil for a booking of nobody, of which nobody can be told.
        private func export(_ booking: Booking) throws(StoreError) -> ExportedBooking? {
            guard let course = try act.get(CourseRecord.self, [.text(booking.course.text)]),
                let patient = try act.get(Patient.self, [.text(course.record.patient.text)]),
                let state = ExportedBooking.State(rawValue: booking.state.rawValue)
            else { return nil }
            let person = patient.record
            var place: ExportedBooking.Place?
            if let first = booking.places.first {
                let resource = try act.get(Resource.self, [.text(first.resource.text)])
                place = .init(
                    resource: first.resource.text,
                    name: resource?.record.name ?? first.resource.text, unit: first.unit)
            }
            return ExportedBooking(
                id: booking.id.text, course: booking.course.text,
                person: .init(
                    id: person.id.text, number: person.hospitalNumber, name: person.name,
                    sex: person.sex, birth: person.birth), activity: booking.activity,
                title: Self.words(booking.activity.phrase), place: place, span: booking.span,
                time: booking.time, minutes: ExportOptions().slotMinutes, state: state,
                version: act.sequence, changed: draft.at)
        }
    }
}
