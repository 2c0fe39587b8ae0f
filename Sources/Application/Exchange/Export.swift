public import Domain
import Interop
import Store

/// What is to be written, and how.
public struct ExportOptions: Sendable {
    public var since: Instant?
    public var types: Set<String> = ["Appointment", "Slot", "Schedule", "ServiceRequest"]
    public var from: Day?
    public var to: Day?
    /// How long a booking with a time of day lasts where nothing else says so.
    public var slotMinutes = 60

    public init() {}
}

/// Writes what the store knows for other systems, in a person's name.
public struct Exporter {
    private let office: Office
    private let wording: Wording
    private let options: ExportOptions

    /// - Parameter wording: the language of titles and headers.
    public init(_ office: Office, _ wording: Wording, _ options: ExportOptions) {
        (self.office, self.wording, self.options) = (office, wording, options)
    }

    public static let resourceTypes = ["Appointment", "Schedule", "ServiceRequest", "Slot"]
    public static let tables = ["patients", "bookings"]

    /// - Parameter asLines: NDJSON instead of one Bundle.
    public func fhir(asLines: Bool) throws(StoreError) -> String {
        let writer = FHIRWriter(
            now: office.now, offsetMinutes: office.now.offsetMinutes, carried: try capacities())
        let needsSlots = !options.types.isDisjoint(with: ["Slot", "Schedule"])
        let slots = needsSlots ? try slots() : []
        let bookings = try bookings(
            Wording(.japanese), besides: Set(slots.map(\.place.resource))
        ).filter { booking in options.since.map { booking.changed >= $0 } ?? true }
        let resources = writer.resources(bookings: bookings, slots: slots, types: options.types)
        if asLines { return resources.map { $0.compact + "\n" }.joined() }
        return writer.bundle(resources).pretty
    }

    /// - Parameter anonymous: nil takes what the role says.
    public func calendar(role: String, anonymous: Bool) throws(StoreError) -> String? {
        guard let role = CalendarRole(rawValue: role) else { return nil }
        let writer = CalendarWriter(
            role, isAnonymous: anonymous || role.isAnonymous,
            name: wording(Phrase("interop.calendar.\(role.rawValue)")), now: office.now,
            offsetMinutes: office.now.offsetMinutes)
        let span = window
        let wanted = try bookings(wording).filter { $0.span.overlaps(span) }
        return writer.text(wanted, free: role == .apheresis ? try slots(onlyDevices: true) : [])
    }

    public static let roles = CalendarRole.allCases.map(\.rawValue)

    /// - Parameters:
    ///   - marksUTF8: for spreadsheets that read Japanese only behind a mark.
    ///   - map: which columns, under which names, in which order; nil writes all of them.
    public func table(
        _ name: String, marksUTF8: Bool, map: TableOutline? = nil
    ) throws(StoreError) -> String? {
        guard let schema = TableSchema.named(name), Self.tables.contains(name) else { return nil }
        let columns =
            map?.map.columns
            ?? schema.fields.map { field in
                TableMap.Column(
                    header: wording.language == .japanese ? field.japanese : field.english,
                    field: field.name)
            }
        var writer = CSVWriter(header: columns.map(\.header), marksUTF8: marksUTF8)
        for row in try name == "patients" ? patientRows() : bookingRows() {
            writer.write(columns.map { $0.cell(row[$0.field] ?? "") })
        }
        return writer.text
    }

    /// By the names of the fields.
    private func patientRows() throws(StoreError) -> [[String: String]] {
        try office.patients().filter { $0.mergedInto == nil }.map { patient in
            [
                "hospitalNumber": patient.hospitalNumber, "family": patient.name.family,
                "given": patient.name.given, "familyKana": patient.name.familyKana,
                "givenKana": patient.name.givenKana, "sex": patient.sex.rawValue,
                "birth": patient.birth.iso,
            ]
        }
    }

    private func bookingRows() throws(StoreError) -> [[String: String]] {
        try bookings(wording).map { booking in
            let (start, end) = booking.bounds(offsetMinutes: office.now.offsetMinutes)
            let isTimed = booking.time != nil
            return [
                "id": booking.id, "resource": booking.place?.resource ?? "",
                "unit": booking.place.map { String($0.unit) } ?? "",
                "start": isTimed ? start.iso : booking.span.first.iso,
                "end": isTimed ? end.iso : booking.span.last.iso,
                "hospitalNumber": booking.person.number, "state": booking.state.rawValue,
                "note": booking.title,
            ]
        }
    }

    private var window: DaySpan {
        let first = options.from ?? office.now.day - 30
        let last = options.to ?? office.now.day + 180
        return DaySpan(first, length: max(0, last - first) + 1)
    }

    /// - Parameter resources: those that are exported whole; what is booked on them and is no
    ///   appointment for others goes along with another booking of its course.
    private func bookings(
        _ wording: Wording, besides resources: Set<String> = []
    ) throws(StoreError) -> [ExportedBooking] {
        let offset = office.now.offsetMinutes
        let slotMinutes = options.slotMinutes
        return try office.look(.exportData) { view throws(StoreError) in
            var people: [String: Patient] = [:]
            for stored in try view.all(Patient.self) {
                people[stored.record.id.text] = stored.record
            }
            var courses: [String: CourseRecord] = [:]
            for stored in try view.all(CourseRecord.self) {
                courses[stored.record.id.text] = stored.record
            }
            let reserve = try capacities(view)[Transaction.reserve]?.rows ?? []
            var products: [Product.ID: ProductTerms] = [:]
            for stored in try view.all(ProductTerms.self) {
                products[stored.record.product.id] = stored.record
            }
            var names: [String: String] = [:]
            for stored in try view.all(Resource.self) {
                names[stored.record.id.text] = stored.record.name
            }
            let all = try view.all(.bookings)
            var aside: [Course.ID: [CarriedRecords.Row]] = [:]
            for booking in all.map(\.record) where !booking.activity.isExported {
                guard booking.places.allSatisfy({ resources.contains($0.resource.text) }) else {
                    continue
                }
                aside[booking.course, default: []].append(CarriedRecords.Row(booking))
            }
            var exported: [ExportedBooking] = []
            for stored in all {
                let booking = stored.record
                guard let course = courses[booking.course.text],
                    let patient = people[course.patient.text],
                    let state = ExportedBooking.State(rawValue: booking.state.rawValue)
                else { continue }
                let at = try view.time(ofEntry: stored.version)
                let changed = Instant(utcMilliseconds: at ?? 0, offsetMinutes: offset)
                exported.append(
                    ExportedBooking(
                        id: booking.id.text, course: booking.course.text,
                        person: .init(
                            id: patient.id.text, number: patient.hospitalNumber,
                            name: patient.name, sex: patient.sex, birth: patient.birth),
                        activity: booking.activity, title: wording(booking.activity.phrase),
                        place: booking.places.first.map { place in
                            .init(
                                resource: place.resource.text,
                                name: names[place.resource.text] ?? place.resource.text,
                                unit: place.unit)
                        }, span: booking.span, time: booking.time, minutes: slotMinutes,
                        state: state, version: stored.version, changed: changed,
                        carried: Self.carried(
                            booking, course, patient,
                            course.product.flatMap { products[$0] },
                            reserve: booking.shares.isEmpty ? [] : reserve,
                            aside: booking.activity.isExported
                                ? aside.removeValue(forKey: booking.course) ?? [] : [])))
            }
            return exported
        }
    }

    /// Everything that another store needs to have the same booking, in the order in which it
    /// needs it.
    private static func carried(
        _ booking: Booking, _ course: CourseRecord, _ patient: Patient, _ product: ProductTerms?,
        reserve: [CarriedRecords.Row], aside: [CarriedRecords.Row]
    ) -> CarriedRecords {
        var rows = [CarriedRecords.Row(patient)]
        if let product { rows.insert(CarriedRecords.Row(product), at: 0) }
        rows += [CarriedRecords.Row(course)] + reserve
        return CarriedRecords(rows + [CarriedRecords.Row(booking)] + aside)
    }

    private func capacities() throws(StoreError) -> [String: CarriedRecords] {
        try office.look(.exportData) { view throws(StoreError) in try capacities(view) }
    }

    /// Each resource with the days on which it is open, and those that are taken away from it.
    private func capacities(_ view: Snapshot) throws(StoreError) -> [String: CarriedRecords] {
        var rows: [String: [CarriedRecords.Row]] = [:]
        for stored in try view.all(Resource.self) {
            let resource = stored.record
            let product = try resource.product.flatMap { id throws(StoreError) in
                try view.get(ProductTerms.self, [.text(id.text)])?.record
            }
            rows[resource.id.text] =
                (product.map { [CarriedRecords.Row($0)] } ?? [])
                + [CarriedRecords.Row(resource)]
        }
        for stored in try view.all(.openings) {
            rows[stored.record.resource.text]?.append(CarriedRecords.Row(stored.record))
        }
        for block in try view.all(BlockRecord.self).map(\.record).sorted(by: { $0.id < $1.id }) {
            rows[block.resource.text]?.append(CarriedRecords.Row(block))
        }
        return rows.mapValues { CarriedRecords($0) }
    }

    private func slots(onlyDevices: Bool = false) throws(StoreError) -> [ExportedSlot] {
        let slotMinutes = options.slotMinutes
        var kinds: [String: Resource] = [:]
        var states: [String: Booking.State] = [:]
        try office.look(.exportData) { view throws(StoreError) in
            for stored in try view.all(Resource.self) {
                kinds[stored.record.id.text] = stored.record
            }
            for stored in try view.all(Booking.self) {
                states[stored.record.id.text] = stored.record.state
            }
        }
        return try office.slots(nil, window).compactMap { line in
            guard let resource = kinds[line.slot.place.resource.text] else { return nil }
            if onlyDevices, resource.kind != .apheresisDevice { return nil }
            let state: ExportedSlot.State =
                switch line.holder {
                case nil: .free
                case .some(let holder):
                    switch states[holder] {
                    case nil: .unavailable
                    case .some(.held): .tentative
                    default: .busy
                    }
                }
            return ExportedSlot(
                place: .init(
                    resource: resource.id.text, name: resource.name,
                    unit: line.slot.place.unit),
                day: line.slot.place.day, time: line.slot.time, minutes: slotMinutes, state: state)
        }
    }
}

/// A map of the columns of a table, as a person wrote it.
public struct TableOutline: Sendable {
    let map: TableMap

    /// - Throws: `ImportError` naming the line of the map that is none.
    public init(_ text: String, table name: String, path: String) throws(ImportError) {
        guard let schema = TableSchema.named(name) else {
            throw .unknownTable(name, have: Exporter.tables)
        }
        do throws(TableError) {
            map = try TableMap(text, for: schema)
        } catch {
            throw .table(path, why: error.phrase)
        }
    }
}
