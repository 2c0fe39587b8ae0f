import Scheduling
import Support

/// Small instances in which everything is scarce, so that brute force can judge them.
enum RandomInstances {
    static func make(_ random: inout RandomSource, patients: Int = 4) -> Instance {
        let horizon = random.int(in: 22...36)
        let today = random.chance(0.3) ? random.int(in: 1...5) : 0
        func calendar(_ most: Int, open: Double) -> [Int] {
            (0..<horizon).map { _ in random.chance(open) ? random.int(in: 1...most) : 0 }
        }
        let products = (0..<random.int(in: 1...2)).map { index in
            let isFresh = random.chance(0.4)
            let least = isFresh ? 0 : random.int(in: 0...2)
            return Instance.Product(
                name: "P\(index)", isFresh: isFresh, transport: random.int(in: 0...2),
                holdLeast: least, holdMost: isFresh ? 0 : least + random.int(in: 0...4),
                shipping: random.int(in: 0...1), releaseHold: random.int(in: 0...4),
                shelf: random.int(in: 3...14), starts: calendar(2, open: 0.7))
        }
        let centre = Instance.Centre(
            name: "C0", remote: random.int(in: 0...1), apheresis: calendar(2, open: 0.7),
            processing: calendar(2, open: 0.8), receipt: calendar(2, open: 0.7),
            infusion: calendar(2, open: 0.7), beds: calendar(3, open: 0.97).map { max($0, 1) },
            icu: (0..<horizon).map { _ in random.int(in: 40...120) })
        let patients = (0..<patients).map { index in
            patient(index, products: products.count, today: today, &random)
        }
        var instance = Instance(
            name: "random", horizon: horizon, today: today, products: products,
            centres: [centre], patients: patients)
        instance.changeCost.product = random.int(in: 0...9)
        for activity in Activity.allCases {
            instance.changeCost.moves[activity] = Instance.ChangeCost.Move(
                fixed: random.int(in: 0...6), perDay: random.int(in: 0...3))
        }
        return instance
    }

    private static func patient(
        _ index: Int, products: Int, today: Int, _ random: inout RandomSource
    ) -> Instance.Patient {
        let least = random.int(in: 0...3)
        var options: [Instance.Option] = []
        for product in 0..<products where options.isEmpty || random.chance(0.7) {
            options.append(
                Instance.Option(
                    product: product, apheresisDays: random.int(in: 1...2),
                    manufacturingDays: random.int(in: 0...3), cost: random.int(in: 0...8),
                    furtherInfusions: random.chance(0.2) ? [1, random.int(in: 2...5)] : []))
        }
        var patient = Instance.Patient(
            id: "p\(index)", centre: 0, referral: random.int(in: -5...3),
            release: random.int(in: 0...4), deadline: random.int(in: 8...20),
            weight: random.int(in: 1...4), tardyWeight: random.int(in: 0...5),
            unscheduledCost: random.int(in: 50...200), bridgeGap: random.int(in: 0...6),
            conditioningGap: least...least + random.int(in: 0...3),
            isInpatientConditioning: random.chance(0.7), lengthOfStay: random.int(in: 1...4),
            icu: (0..<8).map { _ in random.chance(0.5) ? random.int(in: 0...50) : 0 },
            options: options)
        if random.chance(0.4) {
            patient.former.product = random.chance(0.5) ? 0 : nil
            for activity in Activity.allCases where random.chance(0.6) {
                patient.former.days[activity] = random.int(in: 0...20)
            }
        }
        if random.chance(0.15) { patient.fixed.product = patient.options[0].product }
        if random.chance(0.2) {
            patient.fixed.days[.apheresis] = random.int(in: max(0, today - 2)...today + 6)
        }
        return patient
    }
}

/// Every course of a patient that the definition of the problem allows, found by trying all.
///
/// Written from the definition and sharing nothing with the engine: it knows no order of days, no
/// window but the rule itself, and counts what is left by adding up what the others use.
struct BruteForce {
    let instance: Instance
    private var used: [String: Int] = [:]

    init(_ instance: Instance, others: Solution, without patient: Int) {
        self.instance = instance
        for (index, course) in others.courses.enumerated() where index != patient {
            if let course { add(index, course) }
        }
    }

    private func uses(_ index: Int, _ course: Solution.Course) -> [(String, Int, Int)] {
        let patient = instance.patients[index]
        guard let option = patient.options.first(where: { $0.product == course.product }) else {
            return []
        }
        var list = [
            (
                "s\(course.product)-\(course.start)", 1,
                capacity(
                    instance.products[course.product].starts, course.start)
            ),
            ("r\(course.receipt)", 1, capacity(instance.centres[0].receipt, course.receipt)),
        ]
        for offset in [0] + option.furtherInfusions {
            let day = course.infusion + offset
            list.append(("i\(day)", 1, capacity(instance.centres[0].infusion, day)))
        }
        for day in course.apheresis..<course.apheresis + option.apheresisDays {
            list.append(("a\(day)", 1, capacity(instance.centres[0].apheresis, day)))
            if !instance.products[course.product].isFresh {
                list.append(("p\(day)", 1, capacity(instance.centres[0].processing, day)))
            }
        }
        let admitted = patient.isInpatientConditioning ? course.ld : course.infusion - 1
        for day in admitted..<max(admitted, course.infusion + patient.lengthOfStay) {
            list.append(("b\(day)", 1, capacity(instance.centres[0].beds, day)))
        }
        for offset in 0..<8 where patient.icu[offset] > 0 {
            let day = course.infusion + 1 + offset
            list.append(("u\(day)", patient.icu[offset], capacity(instance.centres[0].icu, day)))
        }
        return list
    }

    private func capacity(_ row: [Int], _ day: Int) -> Int {
        row.indices.contains(day) ? row[day] : 0
    }

    mutating func add(_ index: Int, _ course: Solution.Course) {
        for (key, amount, _) in uses(index, course) { used[key, default: 0] += amount }
    }

    mutating func remove(_ index: Int, _ course: Solution.Course) {
        for (key, amount, _) in uses(index, course) { used[key, default: 0] -= amount }
    }

    func fits(_ index: Int, _ course: Solution.Course) -> Bool {
        uses(index, course).allSatisfy { key, amount, capacity in
            (used[key] ?? 0) + amount <= capacity
        }
    }

    /// All feasible courses with their costs.
    func courses(_ index: Int) -> [(course: Solution.Course, cost: Int)] {
        let checker = Checker(instance)
        let patient = instance.patients[index]
        let remote = instance.centres[0].remote
        var found: [(course: Solution.Course, cost: Int)] = []
        for option in patient.options {
            let product = instance.products[option.product]
            for apheresis in 0..<instance.horizon {
                let shipped = apheresis + option.apheresisDays - 1 + product.transport + remote
                for start in 0..<instance.horizon
                where start >= shipped + product.holdLeast && start <= shipped + product.holdMost {
                    let made = start + option.manufacturingDays + product.shipping + remote
                    for receipt in 0..<instance.horizon
                    where receipt >= made && receipt <= made + product.releaseHold {
                        for ld in receipt..<instance.horizon {
                            for gap in patient.conditioningGap {
                                let course = Solution.Course(
                                    product: option.product, apheresis: apheresis, start: start,
                                    receipt: receipt, ld: ld, infusion: ld + 2 + gap)
                                guard checker.violations(index, course, option).isEmpty,
                                    fits(index, course)
                                else { continue }
                                found.append((course, checker.cost(patient, course, option)))
                            }
                        }
                    }
                }
            }
        }
        return found
    }
}
