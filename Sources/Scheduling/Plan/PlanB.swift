import Solver

/// What is left for a patient if the batch that is being made fails.
public enum PlanB: Sendable, Equatable {
    /// A second chain is feasible; the infusion comes so many days later.
    case possible(Solution.Course, delayDays: Int)
    /// Nothing is feasible before the calendar ends; what clashes is named.
    case impossible([Explanation.Cause])
}

/// What a failure leaves to begin again with.
public enum Restart: Sendable, Equatable {
    /// Cells must be collected again, at the earliest on that day.
    case collection(from: Int)
    /// Stored cells are made anew: another start, at the earliest on that day.
    case storedCells(from: Int)
}

extension LiveBoard {
    /// The second chain after a failure, all other patients staying where they are.
    public func planB(_ patient: Int, _ restart: Restart) -> PlanB {
        let solution = solution
        var instance = model.instance
        var row = instance.patients[patient]
        let former = solution.courses[patient]
        row.fixed = Instance.Dates()
        row.former = Instance.Dates()
        row.isMandatory = false
        switch restart {
        case .collection(let day):
            row.release = max(row.release, day)
            instance.today = max(instance.today, day)
        case .storedCells(let day):
            // The collection stays where it was; the product too, since the cells are its.
            instance.today = max(instance.today, day)
            if let former {
                row.fixed.product = former.product
                row.fixed.days[.apheresis] = former.apheresis
            }
        }
        instance.patients[patient] = row
        let answer = Explainer(Model(instance), solution).explain(Request(patient: patient))
        guard let course = answer.course else { return .impossible(answer.causes) }
        return .possible(course, delayDays: course.infusion - (former?.infusion ?? course.infusion))
    }
}
