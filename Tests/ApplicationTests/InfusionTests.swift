import Domain
import Store
import Testing

@testable import Application

/// Before cells run, and when people go home.
struct InfusionTests {
    static let now = OfficeTests.now
    let hospital: OfficeTests.Hospital
    let desk: ClinicalDesk
    let course: Course.ID

    init() throws {
        hospital = try OfficeTests.Hospital()
        desk = try ClinicalDesk(rules: nil, Wording(.english))
        let coordinator = try hospital.office("tanaka", minutesLater: -70 * 1440)
        course = try OfficeTests.saved(coordinator.takeReferral(OfficeTests.form))
        try hospital.reach(
            [
                (.eligibilityDecided, 60), (.planPresented, 59), (.collected, 50), (.shipped, 49),
                (.started, 48), (.released, 30), (.received, 25), (.conditioningStarted, 6),
            ], of: course)
    }

    private func infuse(minutesAgo: Int = 0, _ reason: Reason = .routine) throws {
        let ward = try hospital.office("ito")
        _ = try ward.recordMilestone(
            Milestone(.infused, at: Self.now.adding(minutes: -minutesAgo)), of: course,
            under: desk.knowledge, Order(reason: reason))
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch StoreError.refused(let phrase) {
            return phrase.key
        } catch {
            return "\(error)"
        }
    }

    @Test func cellsWaitForTheTimeOutAndTheReserve() throws {
        #expect(refusal { try infuse() } == "infusion.noTimeOut")
        let ward = try hospital.office("kobayashi", minutesLater: -90)
        let checks = desk.timeOutChecks
        let second = try User.ID("mori")
        #expect(
            refusal {
                _ = try ward.takeTimeOut(for: course, checks: checks, second: second, under: desk)
            } == "timeOut.notReserved")
        _ = try ward.reserve("tocilizumab", doses: 2, place: "6E", for: course)
        _ = try OfficeTests.saved(
            ward.takeTimeOut(for: course, checks: checks, second: second, under: desk))
        // A time-out does not hold for an infusion before it, nor for one of another day.
        #expect(refusal { try infuse(minutesAgo: 100) } == "infusion.noTimeOut")
        // The doses were taken for somebody else in the meantime.
        _ = try ward.reserve("tocilizumab", doses: 1, place: "6E", for: course)
        #expect(refusal { try infuse() } == "infusion.notReserved")
        _ = try ward.reserve("tocilizumab", doses: 2, place: "6E", for: course)
        #expect(refusal { try infuse() } == nil)
        #expect(try ward.course(course).course.stage == .monitoring)
    }

    @Test func aTimeOutOfYesterdayIsNone() throws {
        let ward = try hospital.office("kobayashi", minutesLater: -26 * 60)
        _ = try ward.reserve("tocilizumab", doses: 2, place: "6E", for: course)
        _ = try OfficeTests.saved(
            ward.takeTimeOut(
                for: course, checks: desk.timeOutChecks, second: try User.ID("mori"), under: desk))
        #expect(refusal { try infuse() } == "infusion.noTimeOut")
    }

    /// A person decides: in words, which the journal keeps.
    @Test func whoeverGoesOnSaysWhy() throws {
        #expect(refusal { try infuse(0, Reason(.override)) } == "office.reasonNeedsWords")
        try infuse(0, Reason(.override, "time-out on paper, network down"))
        let last = try hospital.office("admin").journal(last: 1, author: nil)
        #expect(last.first?.reason.words == "time-out on paper, network down")
    }

    private func infuse(_ minutesAgo: Int, _ reason: Reason) throws {
        try infuse(minutesAgo: minutesAgo, reason)
    }

    // MARK: Going home

    private static let today = Day(number: 20_000)

    /// Stays of 10 to 29 days, each length equally often.
    private static func stays(_ count: Int) throws -> [WaitForecast.PastWait] {
        let product = try Product.ID("axi-cel")
        return (0..<count).map { number in
            let home = today - 1 - number * 300 / max(1, count)
            return WaitForecast.PastWait(
                referral: home - 10 - number % 20, infusion: home, product: product)
        }.sorted { $0.infusion < $1.infusion }
    }

    @Test func theForecastIsTheShareOfThoseWhoStayedAsLong() throws {
        let past = try Self.stays(200)
        let product = try Product.ID("axi-cel")
        func forecast(day: Int, earliest: Int? = nil) -> DischargeForecast? {
            DischargeForecast(
                past, product: product, infused: Self.today - day,
                earliest: earliest.map { Self.today + $0 }, on: Self.today)
        }
        let fresh = try #require(forecast(day: 0))
        #expect(fresh.chance(by: Self.today + 9) == 0)
        #expect(abs(fresh.chance(by: Self.today + 19) - 0.5) < 1e-12)
        #expect(fresh.day(reaching: 0.5) == Self.today + 19)
        // On day 20 half of the stays are over: today one in ten of the others goes home.
        let later = try #require(forecast(day: 20))
        #expect(later.longer == 100 && abs(later.chance(by: Self.today) - 0.1) < 1e-12)
        // Not before the criteria can be met.
        let held = try #require(forecast(day: 20, earliest: 4))
        #expect(held.chance(by: Self.today + 3) == 0 && held.chance(by: Self.today + 4) > 0)
        // Longer than nearly everybody: nothing is said.
        #expect(forecast(day: 30) == nil)
        #expect(
            DischargeForecast(
                try Self.stays(12), product: product, infused: Self.today, earliest: nil,
                on: Self.today) == nil)
    }

    @Test func thePageSaysItOrWhyNot() throws {
        _ = try hospital.office("kobayashi").reserve(
            "tocilizumab", doses: 2, place: "", for: course)
        try infuse(0, Reason(.override, "test"))
        let page = try hospital.office("mori").discharge(of: course, under: desk)
        #expect(page.forecast == nil, "eight courses are no experience")
        let text = desk.page(page)
        #expect(text.lines.contains { $0.contains("no forecast of the day") })
        #expect(text.json.compact.contains("\"forecast\":null"))
    }
}
