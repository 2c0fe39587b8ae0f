import Domain
import Scheduling

/// A chain of the engine as the activities of a plan, and the way back.
extension BoardModel {
    /// The days that a chain means, in the words of the hospital: what is booked for it.
    func plan(_ course: Solution.Course, in problem: BoardProblem, of member: Int) -> Plan {
        let patient = problem.instance.patients[member]
        let option = patient.options.first { $0.product == course.product }
        let id = problem.products[course.product]
        let terms = hospital.products[id]
        func span(_ index: Int, _ length: Int = 1) -> DaySpan {
            DaySpan(problem.day(index), length: length)
        }
        let collection = span(course.apheresis, option?.apheresisDays ?? 1)
        var activities = [Domain.Activity(.apheresis, days: collection)]
        if terms?.product.mode == .frozen, capacity.lines[.processing] != nil {
            activities.append(Domain.Activity(.processing, days: collection))
        }
        if capacity.lines[.courier] != nil {
            activities.append(Domain.Activity(.courier, days: DaySpan(collection.last)))
        }
        // Components of one product are made from one collection, side by side.
        for part in 1...max(1, terms?.product.components ?? 1) {
            activities.append(
                Domain.Activity(
                    .manufacturing, part: part,
                    days: span(course.start, option?.manufacturingDays ?? 1)))
        }
        activities.append(Domain.Activity(.receipt, days: span(course.receipt)))
        activities.append(
            Domain.Activity(.conditioning, days: span(course.ld, Instance.conditioningDays)))
        for (index, offset) in (terms?.product.infusionDays ?? [0]).enumerated() {
            activities.append(
                Domain.Activity(
                    .infusion, part: index + 1, days: span(course.infusion + offset)))
        }
        let admitted = patient.isInpatientConditioning ? course.ld : course.infusion - 1
        activities.append(
            Domain.Activity(
                .wardStay,
                days: span(admitted, course.infusion + patient.lengthOfStay - admitted)))
        if capacity.lines[.reserve] != nil {
            activities.append(
                Domain.Activity(
                    .icuReserve, days: span(course.infusion + 1, Instance.reserveDays)))
        }
        return Plan(course: problem.members[member], product: id, activities: activities)
    }

    /// The load of intensive care that comes with a chain.
    func shares(
        _ course: Solution.Course, in problem: BoardProblem, of member: Int
    ) -> [ICUShare] {
        guard capacity.lines[.reserve] != nil else { return [] }
        return problem.instance.patients[member].icu.enumerated().compactMap { index, percent in
            guard percent > 0 else { return nil }
            return ICUShare(day: problem.day(course.infusion + 1 + index), percent: percent)
        }
    }
}
