import Domain
import Interop
import Testing

/// What goes out can be read back, by our own readers here and by others' in the field.
struct WriterTests {
    static let now = Instant(utcMilliseconds: 1_795_305_600_000, offsetMinutes: 540)

    static func booking(
        _ id: String, _ activity: Activity.Kind = .apheresis, timed: Bool = true,
        state: ExportedBooking.State = .confirmed, changed: Instant = now,
        title: String = "アフェレーシス; 採取, 一回目"
    ) -> ExportedBooking {
        ExportedBooking(
            id: id, course: "K-0001",
            person: .init(
                id: "P-0001", number: "0042",
                name: PersonName(
                    family: "髙橋", given: "一郎", familyKana: "タカハシ", givenKana: "イチロウ"),
                sex: .male, birth: Day(number: 0)),
            activity: activity, title: title,
            place: .init(resource: "apheresis", name: "採取装置", unit: 2),
            span: DaySpan(now.day, length: timed ? 1 : 14),
            time: timed ? ClockTime(hour: 9, minute: 30) : nil, minutes: 60, state: state,
            version: 7, changed: changed)
    }

    @Test func aBundleRefersOnlyToItself() {
        let writer = FHIRWriter(now: Self.now, offsetMinutes: 540)
        let slot = ExportedSlot(
            place: .init(resource: "apheresis", name: "採取装置", unit: 3), day: Self.now.day,
            time: nil, minutes: 60, state: .free)
        let resources = writer.resources(
            bookings: [Self.booking("B-1"), Self.booking("B-2", state: .held)], slots: [slot],
            types: ["Appointment", "Slot", "Schedule", "ServiceRequest"])
        var stream = FHIRStream()
        let bytes = Array(writer.bundle(resources).compact.utf8)
        let readings = stream.take(bytes) + stream.finish()
        #expect(readings.count == resources.count && readings.count > 8)
        #expect(readings.allSatisfy { $0.reason == nil })
        let known = Set(readings.compactMap { $0.resource }.map { "\($0.type)/\($0.id ?? "")" })
        for resource in readings.compactMap(\.resource) {
            switch resource.content {
            case .appointment(let appointment):
                #expect(appointment.participants.allSatisfy { known.contains($0.actor ?? "") })
                #expect(appointment.start?.text == "\(Self.now.day.iso)T09:30:00+09:00")
                #expect(appointment.end != nil)
            case .slot(let slot): #expect(known.contains(slot.schedule ?? ""))
            case .schedule(let schedule):
                #expect(schedule.actors.allSatisfy { known.contains($0) })
            case .serviceRequest(let request): #expect(known.contains(request.subject ?? ""))
            case .patient(let patient):
                #expect(patient.names.map(\.representation) == ["IDE", "SYL"])
                #expect(patient.ids.map(\.value) == ["0042"])
            default: continue
            }
        }
        let statuses = readings.compactMap(\.resource).compactMap { resource -> String? in
            if case .appointment(let appointment) = resource.content { return appointment.status }
            return nil
        }
        #expect(statuses == ["booked", "pending"])
    }

    @Test func aCalendarKeepsItsLinesShortAndItsEventsWhole() {
        let writer = CalendarWriter(
            .coordinator, isAnonymous: false, name: "CARTAS", now: Self.now, offsetMinutes: 540)
        let long = String(repeating: "採取と搬送の調整、", count: 12)
        let text = writer.text([
            Self.booking("B-1", title: long), Self.booking("B-2", .manufacturing, timed: false),
        ])
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: true)
        #expect(lines.allSatisfy { $0.last == 0x0D && $0.count <= 76 })
        let events = CalendarReader.events(Array(text.utf8))
        #expect(events.count == 2 && events.allSatisfy(\.isValid))
        #expect(events.first?.summary == "\(long) 髙橋 一郎 (0042)")
        #expect(events.first?.sequence == 7 && events.first?.uid == "B-1@cartas")
        guard case .time(let first) = events[1].start, case .time(let last) = events[1].end else {
            Issue.record("no days")
            return
        }
        // Fourteen days end on the fifteenth, which is excluded.
        #expect(first.isAllDay && last.day - first.day == 14)
    }

    @Test func aRoleSeesItsOwnAndNoNames() {
        let old = Self.now.adding(minutes: -60 * 24 * 40)
        let writer = CalendarWriter(
            .icu, isAnonymous: true, name: "ICU", now: Self.now, offsetMinutes: 540)
        let text = writer.text([
            Self.booking("B-1"), Self.booking("B-2", .icuStay, timed: false),
            Self.booking("B-3", .icuStay, state: .released),
            Self.booking("B-4", .icuStay, state: .released, changed: old),
        ])
        let events = CalendarReader.events(Array(text.utf8))
        #expect(events.map(\.uid) == ["B-2@cartas", "B-3@cartas"])
        #expect(events.map(\.status) == ["CONFIRMED", "CANCELLED"])
        #expect(!text.contains("髙橋") && !text.contains("0042") && text.contains("K-0001"))
    }

    @Test func anAppointmentMessageReadsBack() {
        let bytes = HL7Writer(offsetMinutes: 540).message(
            .moved, Self.booking("B-1", title: "採取|一^回"), controlID: "C1", at: Self.now)
        let reading = HL7Reading(bytes)
        #expect(reading.reason == nil && reading.event == .schedule("S13"))
        #expect(reading.appointment?.placerID == "B-1")
        #expect(reading.appointment?.reason == "採取|一^回")
        #expect(reading.appointment?.start?.iso == "\(Self.now.day.iso)T09:30:00+09:00")
        #expect(reading.appointment?.end?.iso == "\(Self.now.day.iso)T10:30:00+09:00")
        #expect(reading.patient?.names.map(\.form) == [.ideographic, .phonetic])
        #expect(reading.patient?.ids.first?.value == "0042")
    }
}
