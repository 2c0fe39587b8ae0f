public import Domain

extension Reading {
    /// Every row of a kind that belongs to a course which has not ended.
    public func eachOfRunningCourses<Part: Record>(
        _ type: Part.Type, _ body: (Stored<Part>) throws(StoreError) -> Void
    ) throws(StoreError) {
        try each(
            type, where: "course IN (SELECT id FROM course WHERE ending IS NULL)", [], body)
    }

    /// Whether a patient is being treated here.
    public func hasRunningCourse(_ patient: Patient.ID) throws(StoreError) -> Bool {
        try count(
            CourseRecord.table, where: "patient = $1 AND ending IS NULL", [.text(patient.text)]) > 0
    }
}
