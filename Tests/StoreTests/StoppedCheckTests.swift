import Domain
import Testing

@testable import Application
@testable import Store

/// A check of the whole store takes as long as the store is large, and nobody has to wait for it.
struct StoppedCheckTests {
    private static let stopped = StoreError.refused(Phrase("verify.stopped"))

    /// With a few megabytes in its journal.
    private static func centre(_ backend: Backend) throws -> Centre {
        let centre = try Centre(backend)
        let words = String(repeating: "言葉", count: 2000)
        let store = try centre.open()
        for number in 1...120 {
            _ = try store.write(Centre.draft("note \(number)")) { act throws(StoreError) in
                try act.insert(
                    NoteRecord(
                        id: "n\(number)", course: Centre.course, at: Centre.now,
                        author: "anna", words: words))
            }
        }
        return centre
    }

    /// However far it is, among entries as among rows.
    @Test(arguments: Backend.allCases) func itStopsWhereverItIs(_ backend: Backend) throws {
        let store = try Self.centre(backend).open()
        // A quarter of a megabyte at most lies between two calls, which is read in a millisecond.
        // How many there are differs: a second reader takes some of the rows.
        var last = 0
        var isStopped = true
        while isStopped {
            last += 1
            var count = 0
            do throws(StoreError) {
                let found = try store.verify { _ throws(StoreError) in
                    count += 1
                    if count == last { throw Self.stopped }
                }
                #expect(found.faults == [])
                isStopped = false
            } catch {
                #expect(error == Self.stopped)
                #expect(count == last)
            }
        }
        #expect(last > 6)
        // Nothing is left behind that the next one could fall over.
        #expect(try store.verify().faults == [])
        try store.book(Centre.booking(1))
    }

    /// What the administrator's screen starts, and Esc ends.
    @Test func theScreensCheckEnds() throws {
        let centre = try Centre(.sqlite, isEmpty: true)
        let store = try Store.create(centre.address, SchemaFiles.migrations, meta: ["kind": "demo"])
        try DemoHospital(.init(courses: 3, years: 1, seed: 5), now: Centre.now).write(to: store)
        let material = VerifyWork.Material(
            address: centre.address,
            person: try Premises(opening: centre.address)
                .person(named: "admin", token: nil, now: Centre.now),
            now: Centre.now)
        let progress = WorkProgress { _, _ in }
        #expect(try VerifyWork().reply(from: material, progress).faults == [])
        progress.cancel()
        #expect(throws: Self.stopped) { try VerifyWork().reply(from: material, progress) }
    }
}
