import Application
import Domain
import Support
import Testing

struct UnmergeTests {
    @Test func recordsArePartedAgainAfterWorkWentOn() throws {
        let hospital = try OfficeTests.Hospital()
        let office = try hospital.office("tanaka")
        let one = try OfficeTests.saved(office.takeReferral(OfficeTests.form))
        let two = try OfficeTests.saved(office.takeReferral(OfficeTests.form))
        let (kept, merged) = (
            try office.course(one).course.patient, try office.course(two).course.patient
        )
        #expect(throws: StoreError.self) { try office.unmergePatients(merged) }
        _ = try office.mergePatients(merged, into: kept)
        #expect(try office.course(two).course.patient == kept)
        // Somebody has worked on: undo would refuse now.
        let product = try #require(try office.hospital().products.keys.min())
        _ = try office.chooseProduct(product, for: two)
        let back = try OfficeTests.saved(office.unmergePatients(merged))
        #expect(back == [two])
        let parted = try office.course(two).course
        #expect(parted.patient == merged && parted.product == product)
        #expect(try office.course(one).course.patient == kept)
        #expect(try office.patient(merged.text).patient.record.mergedInto == nil)
        _ = try office.undo()
        #expect(try office.course(two).course.patient == kept)
    }
}
