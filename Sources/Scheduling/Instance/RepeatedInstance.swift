extension Instance {
    /// The same hospitals and patients so many times over, with as many times the manufacturing
    /// starts: a larger board that is exactly as crowded, so that only its size makes a
    /// difference.
    public func repeated(_ count: Int) -> Instance {
        var whole = self
        whole.name = "\(name) × \(count)"
        for product in whole.products.indices {
            whole.products[product].starts = products[product].starts.map { $0 * count }
        }
        whole.centres = (0..<count).flatMap { copy in
            centres.map { centre in
                var centre = centre
                centre.name += " \(copy + 1)"
                return centre
            }
        }
        whole.patients = (0..<count).flatMap { copy in
            patients.map { patient in
                var patient = patient
                patient.id += "-\(copy + 1)"
                patient.centre += copy * centres.count
                return patient
            }
        }
        return whole
    }
}
