public import Domain

extension Reading {
    /// Every course that has not ended.
    ///
    /// - Parameter version: those that have ended and changed after this entry as well.
    public func eachRunning(
        changedAfter version: Int64? = nil,
        _ body: (Stored<CourseRecord>) throws(StoreError) -> Void
    ) throws(StoreError) {
        try each(
            CourseRecord.self, where: Self.isRunning(version), version.map { [.int($0)] } ?? [],
            body)
    }

    /// Every course that has ended.
    public func eachEnded(
        _ body: (Stored<CourseRecord>) throws(StoreError) -> Void
    ) throws(StoreError) {
        try each(CourseRecord.self, where: "ending IS NOT NULL", [], body)
    }

    /// Every row of a kind that belongs to a running course.
    public func eachOfRunningCourses<Part: Record>(
        _ type: Part.Type, changedAfter version: Int64? = nil,
        _ body: (Stored<Part>) throws(StoreError) -> Void
    ) throws(StoreError) {
        try each(
            type, where: "course IN (SELECT id FROM course WHERE \(Self.isRunning(version)))",
            version.map { [.int($0)] } ?? [], body)
    }

    private static func isRunning(_ version: Int64?) -> String {
        version == nil ? "ending IS NULL" : "(ending IS NULL OR version > $1)"
    }

    /// Whether a patient is being treated here.
    public func hasRunningCourse(_ patient: Patient.ID) throws(StoreError) -> Bool {
        try count(
            CourseRecord.table, where: "patient = $1 AND ending IS NULL", [.text(patient.text)]) > 0
    }
}
