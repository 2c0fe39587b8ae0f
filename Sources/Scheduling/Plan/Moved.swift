extension Model {
    /// Patients whose plan is no longer the one they were told, in the order of the instance.
    public func moved(_ solution: Solution) -> [Int] {
        instance.patients.indices.filter { index in
            let former = instance.patients[index].former
            guard !former.isEmpty else { return false }
            guard let course = solution.courses[index] else { return true }
            if let product = former.product, product != course.product { return true }
            return former.days.contains { course[$0.key] != $0.value }
        }
    }
}
