/// What the courses of a plan use of every calendar.
struct Usage: Sendable {
    /// By product, then day.
    var starts: [[Int]]
    /// By centre, then calendar, then day; calendars in the order of `Usage.calendars`.
    var centres: [[[Int]]]

    static let calendars: [Checker.Code] = [
        .apheresis, .processing, .receipt, .infusion, .beds, .icu,
    ]

    init(_ instance: Instance) {
        let none = [Int](repeating: 0, count: instance.horizon)
        starts = instance.products.map { _ in none }
        centres = instance.centres.map { _ in Usage.calendars.map { _ in none } }
    }

    /// All courses but those of the patients that are left out.
    init(_ instance: Instance, _ solution: Solution, without left: Set<Int> = []) {
        self.init(instance)
        for (index, course) in solution.courses.enumerated() where !left.contains(index) {
            if let course { add(instance, index, course, 1) }
        }
    }

    mutating func add(
        _ instance: Instance, _ index: Int, _ course: Solution.Course, _ sign: Int
    ) {
        for use in Usage.uses(instance, index, course)
        where (0..<instance.horizon).contains(use.day) {
            if use.code == .start {
                starts[use.owner][use.day] += sign * use.amount
            } else if let place = Usage.calendars.firstIndex(of: use.code) {
                centres[use.owner][place][use.day] += sign * use.amount
            }
        }
    }

    /// One day of one calendar that a course takes something from.
    struct Use: Sendable, Hashable {
        var code: Checker.Code
        var owner: Int
        var day: Int
        var amount: Int
    }

    static func uses(_ instance: Instance, _ index: Int, _ course: Solution.Course) -> [Use] {
        let patient = instance.patients[index]
        let centre = patient.centre
        var uses = [
            Use(code: .start, owner: course.product, day: course.start, amount: 1),
            Use(code: .receipt, owner: centre, day: course.receipt, amount: 1),
            Use(code: .infusion, owner: centre, day: course.infusion, amount: 1),
        ]
        let option = patient.options.first { $0.product == course.product }
        for offset in option?.furtherInfusions ?? [] {
            let day = course.infusion + offset
            uses.append(Use(code: .infusion, owner: centre, day: day, amount: 1))
        }
        let length = option?.apheresisDays ?? 1
        for day in course.apheresis..<course.apheresis + length {
            uses.append(Use(code: .apheresis, owner: centre, day: day, amount: 1))
            if !instance.products[course.product].isFresh {
                uses.append(Use(code: .processing, owner: centre, day: day, amount: 1))
            }
        }
        let admitted = patient.isInpatientConditioning ? course.ld : course.infusion - 1
        let discharged = max(admitted, course.infusion + patient.lengthOfStay)
        for day in admitted..<discharged {
            uses.append(Use(code: .beds, owner: centre, day: day, amount: 1))
        }
        for (offset, amount) in patient.icu.enumerated() where amount > 0 {
            uses.append(
                Use(code: .icu, owner: centre, day: course.infusion + 1 + offset, amount: amount))
        }
        return uses
    }

    // MARK: What is left

    private static let plenty = 1 << 20

    private func left(_ capacity: [Int], _ used: [Int], _ margin: Int) -> [Int] {
        zip(capacity, used).map { max(0, $0 - $1) }
            + [Int](repeating: Usage.plenty, count: margin)
    }

    func left(_ instance: Instance, product: Int, margin: Int) -> Instance.Product {
        var row = instance.products[product]
        row.starts = left(row.starts, starts[product], margin)
        return row
    }

    func left(_ instance: Instance, centre: Int, margin: Int) -> Instance.Centre {
        var row = instance.centres[centre]
        let used = centres[centre]
        row.apheresis = left(row.apheresis, used[0], margin)
        row.processing = left(row.processing, used[1], margin)
        row.receipt = left(row.receipt, used[2], margin)
        row.infusion = left(row.infusion, used[3], margin)
        row.beds = left(row.beds, used[4], margin)
        row.icu = left(row.icu, used[5], margin)
        return row
    }
}
