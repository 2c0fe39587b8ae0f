public import Domain

extension Reading {
    /// The drug histories of all patients with a running course, patient by patient.
    public func drugHistoriesOfRunningCourses() throws(StoreError) -> [DrugRecord] {
        try all(
            DrugRecord.self,
            where: "is_withdrawn = 0 AND patient IN (SELECT patient FROM course"
                + " WHERE ending IS NULL) ORDER BY patient, id"
        ).map(\.record)
    }

    /// What was noted of a patient under a code, the oldest first.
    public func observations(
        of patient: Patient.ID, under code: String
    ) throws(StoreError) -> [Observation] {
        try all(
            ObservationRecord.self,
            where: "patient = $1 AND code = $2 AND is_withdrawn = 0 AND is_provisional = 0"
                + " ORDER BY at, id",
            [.text(patient.text), .text(code)]
        ).map(\.record.observation)
    }
}
