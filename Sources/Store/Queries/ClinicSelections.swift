public import Domain

extension Selection where Kept == ObservationRecord {
    public static func observations(of patient: Patient.ID, code: String? = nil) -> Selection {
        guard let code else { return Selection("patient = $1", [.id(patient)], by: "at, code, id") }
        return Selection(
            "patient = $1 AND code = $2", [.id(patient), .text(code)], by: "at, code, id")
    }

    /// What was said of one moment, withdrawn or not.
    public static func observations(
        of patient: Patient.ID, code: String, at moment: Instant
    ) -> Selection {
        Selection(
            "patient = $1 AND code = $2 AND at = $3",
            [.id(patient), .text(code), .int(moment.utcMilliseconds)], by: "id")
    }

    public static func standingObservations(
        of patient: Patient.ID, code: String, at moment: Instant
    ) -> Selection {
        Selection(
            "patient = $1 AND code = $2 AND at = $3 AND is_withdrawn = 0",
            [.id(patient), .text(code), .int(moment.utcMilliseconds)], by: "id")
    }

    /// Those that may be used: neither withdrawn nor provisional.
    public static func usableObservations(
        of patient: Patient.ID, until moment: Int64
    ) -> Selection {
        Selection(
            "patient = $1 AND at <= $2 AND is_withdrawn = 0 AND is_provisional = 0",
            [.id(patient), .int(moment)], by: "at, code, id")
    }

    public static func usableObservations(
        of patient: Patient.ID, codes: (String, String), until moment: Instant
    ) -> Selection {
        Selection(
            "patient = $1 AND at <= $2 AND is_withdrawn = 0 AND is_provisional = 0"
                + " AND code IN ($3, $4)",
            [
                .id(patient), .int(moment.utcMilliseconds), .text(codes.0), .text(codes.1),
            ], by: "at, id")
    }
}

extension Reading {
    /// The newest words that were written under a code, of every patient who has any there.
    ///
    /// A cross join, because there SQLite keeps the order of the tables: patients are thousands,
    /// observations millions, and only of a patient does an index know the codes.
    public func newestWords(code: String) throws(StoreError) -> [Patient.ID: String] {
        var found: [Patient.ID: String] = [:]
        try connection.query(
            """
            SELECT p.id, o.kind, o.word FROM patient p CROSS JOIN observation o
            WHERE o.patient = p.id AND o.code = $1 AND o.is_withdrawn = 0
            ORDER BY o.at, o.id DESC
            """, [.text(code)]
        ) { values throws(StoreError) in
            let row = Row(values, table: "observation")
            found[try row.id(0)] = try row.text(1) == "word" ? try row.text(2) : nil
        }
        return found
    }
}

extension Selection where Kept == DrugRecord {
    public static func drugs(of patient: Patient.ID) -> Selection {
        Selection("patient = $1 AND is_withdrawn = 0", [.id(patient)], by: "id")
    }
}

extension Selection where Kept == CollectionRecord {
    public static var collections: Selection {
        Selection("is_withdrawn = 0", by: "course, at, id")
    }

    public static func collections(until moment: Instant) -> Selection {
        Selection(
            "at <= $1 AND is_withdrawn = 0", [.int(moment.utcMilliseconds)], by: "at, id")
    }
}

extension Selection where Kept == GradeRecord {
    /// With those that were withdrawn.
    public static func grades(of course: Course.ID) -> Selection {
        Selection("course = $1", [.id(course)], by: "at, toxicity, id")
    }

    public static func standingGrades(of course: Course.ID) -> Selection {
        Selection("course = $1 AND is_withdrawn = 0", [.id(course)], by: "at, id")
    }

    public static func standingGrades(of course: Course.ID, _ toxicity: Toxicity) -> Selection {
        Selection(
            "course = $1 AND toxicity = $2 AND is_withdrawn = 0",
            [.id(course), .text(toxicity.rawValue)], by: "at, id")
    }
}
