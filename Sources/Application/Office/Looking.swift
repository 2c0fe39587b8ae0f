public import Domain
import Store

/// What people look up. Every look asks the table of rights, as every act does.
extension Office {
    public func patients() throws(StoreError) -> [Patient] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(.patients).map(\.record)
        }
    }

    public func patient(
        _ id: String
    ) throws(StoreError) -> (patient: Stored<Patient>, courses: [CourseRecord]) {
        try look(.readPatients) { view throws(StoreError) in
            let patient = try view.need(Patient.self, id)
            let courses = try view.all(.courses(of: patient.record.id))
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
                try view.all(.bookings(of: id))
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
            try view.all(.bookings(filter))
        }
    }

    public func users() throws(StoreError) -> [Stored<User>] {
        try look(.readUsers) { view throws(StoreError) in
            try view.all(.users)
        }
    }

    public func user(_ id: String) throws(StoreError) -> Stored<User> {
        try look(.readUsers) { view throws(StoreError) in try view.need(User.self, id) }
    }

    public func observations(
        of patient: Patient.ID, code: String? = nil
    ) throws(StoreError) -> [ObservationRecord] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(.observations(of: patient, code: code)).map(\.record)
        }
    }

    public func grades(of course: Course.ID) throws(StoreError) -> [GradeRecord] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(.grades(of: course)).map(\.record)
        }
    }

    public func notes(of course: Course.ID) throws(StoreError) -> [NoteRecord] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(.notes(of: course)).map(\.record)
        }
    }
}
