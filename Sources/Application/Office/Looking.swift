public import Domain
import Store

/// What people look up. Every look asks the table of rights, as every act does.
extension Office {
    public func patients() throws(StoreError) -> [Patient] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(Patient.self, where: "1 = 1 ORDER BY id").map(\.record)
        }
    }

    public func patient(
        _ id: String
    ) throws(StoreError) -> (patient: Stored<Patient>, courses: [CourseRecord]) {
        try look(.readPatients) { view throws(StoreError) in
            let patient = try view.need(Patient.self, id)
            let courses = try view.all(
                CourseRecord.self, where: "patient = $1 ORDER BY id", [.text(id)])
            return (patient, courses.map(\.record))
        }
    }

    /// Everything that is running.
    public func hospital() throws(StoreError) -> Hospital {
        try look(.readSchedule) { view throws(StoreError) in try Hospital(reading: view) }
    }

    /// Brings what is running up to the newest entry.
    /// - Returns: the courses that changed, and who changed them last.
    public func follow(_ hospital: inout Hospital) throws(StoreError) -> [Course.ID: String] {
        var following = hospital
        let changed = try look(.readSchedule) { view throws(StoreError) in
            try following.follow(view)
        }
        hospital = following
        return changed
    }

    public func course(
        _ id: Course.ID
    ) throws(StoreError) -> (course: Course, bookings: [Stored<Booking>]) {
        try look(.readSchedule) { view throws(StoreError) in
            (
                try view.course(id),
                try view.all(
                    Booking.self, where: "course = $1 ORDER BY first_day, id", [.text(id.text)])
            )
        }
    }

    public func booking(_ id: Booking.ID) throws(StoreError) -> Stored<Booking> {
        try look(.readSchedule) { view throws(StoreError) in
            try view.need(Booking.self, id.text)
        }
    }

    public func bookings(_ filter: BookingFilter) throws(StoreError) -> [Stored<Booking>] {
        try look(.readSchedule) { view throws(StoreError) in
            let (condition, values) = filter.condition
            return try view.all(Booking.self, where: condition + " ORDER BY first_day, id", values)
        }
    }

    public func users() throws(StoreError) -> [Stored<User>] {
        try look(.readUsers) { view throws(StoreError) in
            try view.all(User.self, where: "1 = 1 ORDER BY id")
        }
    }

    public func user(_ id: String) throws(StoreError) -> Stored<User> {
        try look(.readUsers) { view throws(StoreError) in try view.need(User.self, id) }
    }

    public func observations(
        of patient: Patient.ID, code: String? = nil
    ) throws(StoreError) -> [ObservationRecord] {
        try look(.readPatients) { view throws(StoreError) in
            var (condition, values): (String, [Value]) = ("patient = $1", [.text(patient.text)])
            if let code {
                condition += " AND code = $2"
                values.append(.text(code))
            }
            return try view.all(
                ObservationRecord.self, where: condition + " ORDER BY at, code, id", values
            ).map(\.record)
        }
    }

    public func grades(of course: Course.ID) throws(StoreError) -> [GradeRecord] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(
                GradeRecord.self, where: "course = $1 ORDER BY at, toxicity, id",
                [.text(course.text)]
            ).map(\.record)
        }
    }

    public func notes(of course: Course.ID) throws(StoreError) -> [NoteRecord] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(
                NoteRecord.self, where: "course = $1 ORDER BY at, id", [.text(course.text)]
            ).map(\.record)
        }
    }
}

/// Which bookings are wanted.
public struct BookingFilter: Equatable, Sendable {
    public var course: Course.ID?
    public var state: Booking.State?
    /// Only those that somebody gave a reference, and that stand.
    public var withRef = false

    public init() {}

    var condition: (String, [Value]) {
        var (conditions, values): ([String], [Value]) = (["1 = 1"], [])
        if let course {
            values.append(.text(course.text))
            conditions.append("course = $\(values.count)")
        }
        if let state {
            values.append(.text(state.rawValue))
            conditions.append("state = $\(values.count)")
        }
        if withRef { conditions.append("ref <> '' AND state <> 'released'") }
        return (conditions.joined(separator: " AND "), values)
    }
}
