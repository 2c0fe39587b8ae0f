import Application
import Domain
import Interop
import Support
import Testing

/// What other systems are told of our bookings.
struct OutboxTests {
    /// A store for measuring: one course, an apheresis device with many places.
    final class Bench {
        // A class, because its folder goes when it goes.
        let folder: TemporaryFolder
        let premises: Premises
        let course: Course.ID
        var minutes = 0

        init() throws {
            folder = try TemporaryFolder()
            let address = folder.file("s.sqlite")
            try Founding.testBench(address, now: OfficeTests.now)
            premises = try Premises(opening: address)
            course = try Identifier("K-0001")
        }

        func office() throws -> Office {
            let at = OfficeTests.now.adding(minutes: minutes)
            let person = try premises.person(named: "tester", token: nil, now: at)
            return premises.office(for: person, source: "test") { at }
        }

        func outbox() throws -> Outbox { Outbox(try office()) }

        func request(_ offset: Int) throws -> BookingRequest {
            BookingRequest(
                .apheresis, on: try Identifier("apheresis"),
                span: DaySpan(OfficeTests.now.day + offset))
        }

        func book(_ offset: Int) throws -> Booking.ID {
            try #require(OfficeTests.saved(office().book([try request(offset)], for: course)).first)
        }

        func kinds() throws -> [String] { try outbox().list(all: true).map(\.kind) }
    }

    private static func orderControl(_ message: OutboundMessage) -> String? {
        String(decoding: message.bytes, as: UTF8.self).split(separator: "\r")
            .first { $0.hasPrefix("ORC|") }.map { String($0.split(separator: "|")[1]) }
    }

    @Test func everyWayOfChangingABookingIsTold() throws {
        let bench = try Bench()
        _ = try bench.book(1)
        #expect(try bench.kinds() == [], "nobody listens yet")
        _ = try bench.outbox().open(tag: "t")
        let booking = try bench.book(2)
        _ = try bench.office().release([booking])
        _ = try bench.office().undo()
        let held = try #require(
            OfficeTests.saved(
                bench.office().hold(
                    [try bench.request(3)], for: bench.course,
                    until: OfficeTests.now.adding(minutes: 60))
            ).first)
        _ = try bench.office().confirm([held])
        _ = try bench.office().finish([held])
        let soon = try OfficeTests.saved(
            bench.office().hold(
                [try bench.request(4)], for: bench.course,
                until: OfficeTests.now.adding(minutes: 60)))
        #expect(soon.count == 1)
        // The hold runs out; the next writer releases it in the system's name.
        bench.minutes = 120
        _ = try bench.outbox().close()
        let told = try bench.outbox().list(all: true)
        #expect(
            told.map { $0.kind + (Self.orderControl($0).map { " " + $0 } ?? "") } == [
                "SIU^S12", "ORM^O01 NW", "SIU^S15", "ORM^O01 CA", "SIU^S12", "ORM^O01 NW",
                "SIU^S12", "SIU^S14", "ORM^O01 NW", "SIU^S14", "ORM^O01 SC", "SIU^S12", "SIU^S15",
            ])
        #expect(Set(told.map(\.control)).count == told.count)
        #expect(told.allSatisfy { $0.control.utf8.count <= 20 && $0.state == .waiting })
        // Our own reader takes every one of them.
        for message in told {
            let reading = HL7Reading(message.bytes)
            #expect(reading.reason == nil && reading.message?.header.controlID == message.control)
            #expect(reading.patient?.ids.first?.value == "00000001")
        }
        #expect(HL7Reading(told[0].bytes).appointment?.placerID == booking.text)
        _ = try bench.book(5)
        #expect(try bench.kinds().count == told.count, "nobody listens any more")
        #expect(try bench.office().verify(against: nil) { _ in }.faults == [])
    }

    /// A booking that is not saved is not told either.
    @Test func anActThatFailsTellsNothing() throws {
        let bench = try Bench()
        _ = try bench.outbox().open(tag: "t")
        var second = try bench.request(1)
        second.unit = 100_000
        let requests = [try bench.request(1), second]
        #expect(throws: StoreError.self) {
            try bench.office().book(requests, for: bench.course)
        }
        #expect(try bench.kinds() == [])
        _ = try bench.book(1)
        #expect(try bench.kinds().count == 2)
    }
}
