import Domain
import Scheduling

/// A part of the board as a planning problem: some courses, and what all the others leave.
///
/// One course beside everybody else is a problem of one patient, whatever the size of the board:
/// that is why an answer costs the same with ten thousand courses as with ten.
struct BoardProblem: Sendable {
    /// How much of what stands may move.
    enum Freedom: Sendable {
        /// Only facts bind; every told day may move at its price.
        case allButFacts
        /// What was confirmed to somebody binds too.
        case allButConfirmed
        /// Nothing that was told counts: the best plan as if nobody had been told anything.
        case forgetful
    }

    var instance: Instance
    let origin: Day
    let members: [Course.ID]
    /// The product of each row of the instance's products.
    let products: [Product.ID]
    /// The plans that stand, where they are whole.
    var told: Solution

    func day(_ index: Int) -> Day { origin + index }
}

extension BoardModel {
    /// - Parameter wanted: the products that the first member is asked about; nil for its own.
    func problem(
        for members: [Course.ID], _ freedom: BoardProblem.Freedom, only wanted: [Product.ID]? = nil
    ) -> BoardProblem {
        let planned = members.compactMap { id -> PlannedCourse? in
            guard var course = courses[id] else { return nil }
            if let maker = course.chosen.flatMap({ hospital.products[$0] }) {
                course.completeFacts(maker, gap: terms.conditioningGap.lowerBound)
            }
            return course
        }
        let earliest = planned.flatMap { $0.told.values }.min() ?? today
        let origin = min(today, earliest)
        let latest = planned.flatMap { $0.told.values }.max() ?? today
        let end = max(capacity.first + capacity.count, latest + 60)
        let horizon = end - origin
        var products: [Product.ID] = []
        var rows: [Instance.Product] = []
        var patients: [Instance.Patient] = []
        // Courses whose facts broke a lag have a maker's row of their own, which allows them.
        for course in planned {
            var options: [Instance.Option] = []
            for id in asked(course, course.id == members.first ? wanted : nil) {
                guard let maker = hospital.products[id] else { continue }
                let own = fitted(row(maker, origin, horizon, members), maker, course)
                var place = products.indices.first { products[$0] == id && rows[$0] == own.product }
                if place == nil {
                    products.append(id)
                    rows.append(own.product)
                    place = rows.count - 1
                }
                options.append(
                    Instance.Option(
                        product: place ?? 0, apheresisDays: course.collectionDays,
                        manufacturingDays: own.manufacturing,
                        cost: id == course.chosen || course.chosen == nil
                            ? 0 : terms.otherProductCost,
                        furtherInfusions: maker.product.infusionDays.filter { $0 > 0 }))
            }
            patients.append(patient(course, options, products, origin, freedom))
        }
        let centre = centre(origin, horizon, planned)
        var instance = Instance(
            name: "board", horizon: horizon, today: today - origin, products: rows,
            centres: [centre], patients: patients)
        instance.changeCost = freedom == .forgetful ? Instance.ChangeCost() : terms.changeCost
        let told = planned.enumerated().map { index, course -> Solution.Course? in
            guard let chosen = course.chosen,
                let option = patients[index].options.first(where: { products[$0.product] == chosen }
                )
            else { return nil }
            return course.plan(product: option.product, origin: origin)
        }
        return BoardProblem(
            instance: instance, origin: origin, members: planned.map(\.id), products: products,
            told: Solution(instance: "board", courses: told))
    }

    /// Others keep their product; who has none may be given any.
    private func asked(_ course: PlannedCourse, _ wanted: [Product.ID]?) -> [Product.ID] {
        wanted ?? course.chosen.map { [$0] } ?? offers(for: course)
    }

    // MARK: Makers

    private func row(
        _ terms: ProductTerms, _ origin: Day, _ horizon: Int, _ members: [Course.ID]
    ) -> Instance.Product {
        let pool = Pool.start(terms.product.id)
        return Instance.Product(
            name: terms.product.id.text, isFresh: terms.product.mode == .fresh,
            transport: terms.transportDays, holdLeast: terms.holdLeast, holdMost: terms.holdMost,
            shipping: terms.shippingDays, releaseHold: terms.releaseHold, shelf: terms.shelfDays,
            starts: line(pool, origin, horizon, of: members).map { max(0, $0) })
    }

    /// Facts need no permission: where they lie outside the maker's terms the terms give way.
    private func fitted(
        _ row: Instance.Product, _ terms: ProductTerms, _ course: PlannedCourse
    ) -> (product: Instance.Product, manufacturing: Int) {
        var (row, manufacturing) = (row, terms.manufacturingDays)
        guard course.chosen == terms.product.id, let start = course.facts[.start] else {
            return (row, manufacturing)
        }
        if let apheresis = course.facts[.apheresis] {
            let wait = start - apheresis - (course.collectionDays - 1)
            if wait < row.transport + row.holdLeast {
                (row.transport, row.holdLeast) = (min(row.transport, wait), 0)
            }
            row.holdMost = max(row.holdMost, wait - row.transport)
        }
        if let receipt = course.facts[.receipt] {
            let made = receipt - start - row.shipping
            if made < manufacturing { manufacturing = made }
            row.releaseHold = max(row.releaseHold, made - manufacturing)
        } else if let late = course.receiptFrom {
            manufacturing = max(manufacturing, late - start - row.shipping)
        }
        return (row, manufacturing)
    }

    // MARK: Patients

    private func patient(
        _ course: PlannedCourse, _ options: [Instance.Option], _ products: [Product.ID],
        _ origin: Day, _ freedom: BoardProblem.Freedom
    ) -> Instance.Patient {
        let urgency = course.referral.urgency
        let referral = course.referral.at.day
        var patient = Instance.Patient(
            id: course.id.text, centre: 0, referral: referral - origin, release: 0,
            deadline: referral + (terms.deadlineDays[urgency] ?? 90) - origin,
            weight: max(1, terms.dayWeight[urgency] ?? 1),
            tardyWeight: terms.lateDayWeight[urgency] ?? 0, unscheduledCost: 1 << 20,
            bridgeGap: 0, conditioningGap: conditioningGap(course),
            isInpatientConditioning: terms.isInpatientConditioning,
            lengthOfStay: terms.lengthOfStay, icu: load(course), options: options)
        shape(&patient, course)
        let own = course.chosen.flatMap { chosen in
            options.first { products[$0.product] == chosen }?.product
        }
        for activity in Scheduling.Activity.allCases {
            let isBound =
                freedom == .allButConfirmed && course.confirmed.contains(activity)
            if let day = course.facts[activity] ?? (isBound ? course.told[activity] : nil) {
                patient.fixed.days[activity] = day - origin
            } else if freedom != .forgetful, let day = course.told[activity] {
                patient.former.days[activity] = day - origin
            }
        }
        if course.isCollected { patient.fixed.product = own }
        if freedom != .forgetful, !course.told.isEmpty { patient.former.product = own }
        patient.domains = domains(course, origin)
        return patient
    }

    /// A booked stay says how long it is and whether conditioning is given in bed.
    private func shape(_ patient: inout Instance.Patient, _ course: PlannedCourse) {
        guard let stay = course.stay, let infusion = course.told[.infusion] else { return }
        patient.lengthOfStay = max(1, stay.last + 1 - infusion)
        if let ld = course.told[.ld] { patient.isInpatientConditioning = stay.first <= ld }
    }

    private func load(_ course: PlannedCourse) -> [Int] {
        var load = [Int](repeating: 0, count: Instance.reserveDays)
        // Where the centre counts no reserve, nothing is asked of it.
        guard capacity.lines[.reserve] != nil else { return load }
        guard !course.shares.isEmpty, let infusion = course.told[.infusion] else {
            for (index, percent) in terms.reserve.prefix(load.count).enumerated() {
                load[index] = percent
            }
            return load
        }
        for share in course.shares {
            let index = share.day - infusion - 1
            if load.indices.contains(index) { load[index] = share.percent }
        }
        return load
    }

    private func conditioningGap(_ course: PlannedCourse) -> ClosedRange<Int> {
        var gap = terms.conditioningGap
        // What was done and booked stays possible: the label binds new plans, not old facts.
        if let ld = course.facts[.ld], let infusion = course.told[.infusion] {
            let days = infusion - ld - (Instance.conditioningDays - 1)
            gap = min(gap.lowerBound, days)...max(gap.upperBound, days)
        }
        return gap
    }

    /// The days of each activity that the reasons leave.
    private func domains(
        _ course: PlannedCourse, _ origin: Day
    ) -> [Scheduling.Activity: ClosedRange<Int>] {
        var found: [Scheduling.Activity: ClosedRange<Int>] = [:]
        func narrow(_ activity: Scheduling.Activity, _ first: Day?, _ last: Day?) {
            guard course.facts[activity] == nil else { return }
            let range = found[activity] ?? 0...Self.plenty
            let lower = max(range.lowerBound, first.map { $0 - origin } ?? 0)
            let upper = min(range.upperBound, last.map { $0 - origin } ?? Self.plenty)
            // Days that exclude each other leave none; the range then ends before the calendar.
            found[activity] = lower <= upper ? lower...upper : -1 ... -1
        }
        for reason in bounds(of: course.id) where !reason.isSoft {
            switch reason.limit {
            case .notBefore: narrow(reason.activity, reason.day, nil)
            case .notAfter: narrow(reason.activity, nil, reason.day)
            }
        }
        if let bridged = course.bridgedUntil { narrow(.ld, bridged + 1, nil) }
        return found
    }
}
