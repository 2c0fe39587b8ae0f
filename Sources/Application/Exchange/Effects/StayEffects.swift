import Domain
import Interop
import Store

/// Beds and devices that others use: stays (ADT) and outside bookings (SIU).
extension MessageEffects {
    /// What an outside use takes, as far as the message says.
    struct Use {
        let key: String
        /// `32^302^1`, or the names of devices and rooms.
        let places: [String]
        let span: DaySpan?
        let status: String
    }

    mutating func applyStay(
        _ event: String, _ visit: HL7Visit, _ reading: HL7Reading, of patient: Patient.ID?,
        _ number: String
    ) throws(StoreError) {
        let admits: Set<String> = [
            "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A12", "A13", "A14", "A21",
            "A22", "A31",
        ]
        let key = "stay:\(visit.number ?? number)"
        if ["A11", "A25", "A27", "A38", "A23"].contains(event) {
            return try release(key, status: "cancelled")
        }
        guard admits.contains(event), visit.`class` == "I" || visit.`class` == nil else { return }
        let place = (event == "A12" ? visit.priorLocation : visit.location).prefix(3)
            .map { $0 ?? "" }.joined(separator: "^")
        let start = visit.admitted.time?.calendarDay
        let end = event == "A13" ? nil : visit.discharged.time?.calendarDay
        // Nobody knows how long a stay lasts that is not over: the bed is taken until tonight.
        let today = facts.sentAt?.day ?? now.day
        let last = end.map { $0 - 1 } ?? max(today, start ?? today)
        let span: DaySpan? = start.flatMap { start in
            last >= start ? DaySpan(start, length: last - start + 1) : nil
        }
        try take(
            Use(key: key, places: [place], span: span, status: event == "A03" ? "left" : "in"),
            of: patient)
    }

    mutating func apply(
        _ event: String, _ appointment: HL7Appointment, of patient: Patient.ID?
    ) throws(StoreError) {
        let number = appointment.placerID ?? appointment.fillerID ?? message
        let key = "booking:\(number)"
        let named = appointment.fillerStatus?.lowercased() ?? ""
        let isOver =
            ["S15", "S16", "S17", "S24", "S26"].contains(event)
            || ["cancelled", "noshow", "deleted", "dc", "discontinued"].contains(named)
        if isOver {
            return try release(key, status: named.isEmpty ? event : named)
        }
        guard let start = appointment.start, let first = start.calendarDay else { return }
        let last = appointment.end?.calendarDay ?? first
        let places = appointment.resources.filter { $0.kind == .general || $0.kind == .location }
            .flatMap { [$0.id, $0.text].compactMap { $0 } }
        try take(
            Use(
                key: key, places: places,
                span: DaySpan(first, length: max(0, last - first) + 1),
                status: named.isEmpty ? "booked" : named), of: patient)
    }

    /// Takes what the use needs. A patient who is treated here has bookings of our own for it.
    mutating func take(_ use: Use, of patient: Patient.ID?) throws(StoreError) {
        try free(use.key)
        var taken: (resource: Resource, unit: Int?)?
        if let place = try resource(use.places) { taken = place }
        var (block, conflicts): (BlockRecord.ID?, [Booking.ID]) = (nil, [])
        if let taken, let span = use.span, try !isOurs(patient) {
            // One patient takes one unit, also where nobody says which; where none is free, all
            // who hold one are told.
            var unit = taken.unit
            if unit == nil { unit = try act.freeUnit(taken.resource.id, span) }
            let made = try act.block(
                taken.resource.id, span, unit: unit, kind: .otherPatients,
                words: "\(facts.format) \(message)")
            (block, conflicts) = (made.id, made.affected)
            if !conflicts.isEmpty { warn(.conflict) }
        }
        try act.note(
            OutsideUse(
                key: use.key, patient: patient, place: use.places.joined(separator: " "),
                resource: taken?.resource.id, unit: taken?.unit, span: use.span,
                status: use.status, block: block, conflicts: conflicts, message: message))
    }

    func release(_ key: String, status: String) throws(StoreError) {
        try free(key, status: status)
    }

    /// - Parameter status: nil forgets the use, because a new one follows.
    private func free(_ key: String, status: String? = nil) throws(StoreError) {
        for block in try act.blocks(ofUse: key)
        where try act.get(BlockRecord.self, [.text(block.text)]) != nil {
            try act.delete(BlockRecord.self, [.text(block.text)], expecting: nil)
        }
        if let status {
            try act.settleUse(key, status: status, message: message)
        } else {
            try act.forgetUse(key)
        }
    }

    private func isOurs(_ patient: Patient.ID?) throws(StoreError) -> Bool {
        try patient.map { id throws(StoreError) in try act.hasRunningCourse(id) } ?? false
    }

    /// The resource that a place names: by its number or its name, with the number of a bed or a
    /// device behind it. A name with a number says more than one without.
    private func resource(
        _ places: [String]
    ) throws(StoreError) -> (resource: Resource, unit: Int?)? {
        let all = try act.all(.resources).map(\.record)
        var whole: Resource?
        for place in places {
            let parts = place.split(separator: "^", omittingEmptySubsequences: false).map(
                String.init)
            let wanted = parts.first.map(Self.folded) ?? ""
            guard !wanted.isEmpty else { continue }
            for resource in all {
                let names = [Self.folded(resource.id.text), Self.folded(resource.name)]
                if names.contains(wanted) {
                    // Ward, room, bed: the bed is the unit, or the room where no bed is named.
                    let bed = parts.dropFirst().last { !$0.isEmpty }
                    if let unit = bed.flatMap({ Int($0) }) { return (resource, unit) }
                    whole = whole ?? resource
                }
                for name in names where wanted.hasPrefix(name) && !name.isEmpty {
                    if let unit = Int(wanted.dropFirst(name.count)) { return (resource, unit) }
                }
            }
        }
        return whole.map { ($0, nil) }
    }

    private static func folded(_ text: String) -> String {
        Kana.folded(text).filter { $0 != " " && $0 != "-" && $0 != "_" }
    }
}
