public import Domain

/// A plan for every patient of an instance, as the format `cart-timeline-solution/1` writes it.
public struct Solution: Sendable, Equatable {
    public static let format = "cart-timeline-solution/1"

    /// The plan of one patient.
    public struct Course: Sendable, Equatable {
        public var product: Int
        public var apheresis: Int
        public var start: Int
        public var receipt: Int
        public var ld: Int
        public var infusion: Int

        public init(
            product: Int, apheresis: Int, start: Int, receipt: Int, ld: Int, infusion: Int
        ) {
            (self.product, self.apheresis, self.start) = (product, apheresis, start)
            (self.receipt, self.ld, self.infusion) = (receipt, ld, infusion)
        }

        public subscript(activity: Activity) -> Int {
            get {
                switch activity {
                case .apheresis: apheresis
                case .start: start
                case .receipt: receipt
                case .ld: ld
                case .infusion: infusion
                }
            }
            set {
                switch activity {
                case .apheresis: apheresis = newValue
                case .start: start = newValue
                case .receipt: receipt = newValue
                case .ld: ld = newValue
                case .infusion: infusion = newValue
                }
            }
        }
    }

    public var instance: String
    /// As the file states it.
    public var objective: Int?
    /// In the order of the instance's patients; nil for who is not scheduled.
    public var courses: [Course?]

    public init(instance: String, objective: Int? = nil, courses: [Course?]) {
        (self.instance, self.objective, self.courses) = (instance, objective, courses)
    }

    public var scheduled: Int { courses.count { $0 != nil } }
}

// MARK: Writing

extension Solution {
    public func json(for instance: Instance) -> JSON {
        var members: [(String, JSON)] = [
            ("format", .string(Solution.format)), ("instance", .string(self.instance)),
        ]
        if let objective { members.append(("objective", .int(objective))) }
        let rows = zip(instance.patients, courses).map { patient, course in
            Solution.row(patient.id, course)
        }
        members.append(("patients", .array(rows)))
        return .object(members)
    }

    private static func row(_ id: String, _ course: Course?) -> JSON {
        guard let course else {
            return .object([("id", .string(id)), ("scheduled", .bool(false))])
        }
        return .object(
            [
                ("id", .string(id)), ("scheduled", .bool(true)),
                ("product", .int(course.product)),
            ] + Activity.allCases.map { ($0.rawValue, .int(course[$0])) })
    }
}

// MARK: Reading

extension Solution {
    public static func read(
        _ bytes: [UInt8], of instance: Instance
    ) throws(InstanceError) -> Solution {
        let root = try InstanceReader.plain { () throws(JSONError) in
            try JSONReader(parsing: bytes, limits: .file)
        }
        return try read(root, of: instance)
    }

    /// Reads the rows of a plan. Every patient must occur exactly once.
    public static func read(
        _ root: JSONReader, of instance: Instance
    ) throws(InstanceError) -> Solution {
        let name = try InstanceReader.plain { () throws(JSONError) -> JSONReader in
            let tag = try root.member("format")
            guard try tag.string() == format else { throw tag.failure(.word(of: [format])) }
            return try root.member("instance")
        }
        let found = try InstanceReader.plain { () throws(JSONError) in try name.string() }
        guard found == instance.name else {
            throw .otherInstance(name.place, found: found, wanted: instance.name)
        }
        var solution = Solution(
            instance: found, courses: Array(repeating: nil, count: instance.patients.count))
        let rows = try InstanceReader.plain { () throws(JSONError) -> [JSONReader] in
            solution.objective = try root.optional("objective")?.int()
            return try root.member("patients").elements()
        }
        let index = Dictionary(
            zip(instance.patients.map(\.id), instance.patients.indices)
        ) { first, _ in first }
        var seen: Set<Int> = []
        for row in rows {
            let id = try InstanceReader.plain { () throws(JSONError) in
                try row.member("id").string()
            }
            let course = try InstanceReader.plain { () throws(JSONError) -> Course? in
                try Self.course(row)
            }
            guard let patient = index[id] else {
                throw .unknownPatient(path: row.path, row.place, id: id)
            }
            guard seen.insert(patient).inserted else {
                throw .twice(path: row.path, row.place, name: id)
            }
            solution.courses[patient] = course
        }
        for (number, patient) in instance.patients.enumerated() where !seen.contains(number) {
            throw .missingPatient(root.place, id: patient.id)
        }
        return solution
    }

    private static func course(_ row: JSONReader) throws(JSONError) -> Course? {
        guard try row.member("scheduled").bool() else { return nil }
        func int(_ name: String) throws(JSONError) -> Int { try row.member(name).int() }
        return Course(
            product: try int("product"), apheresis: try int("apheresis"),
            start: try int("start"), receipt: try int("receipt"), ld: try int("ld"),
            infusion: try int("infusion"))
    }
}
