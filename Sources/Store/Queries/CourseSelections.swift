public import Domain

extension Selection where Kept == Patient {
    public static var patients: Selection { Selection(by: "id") }

    public static func patients(born day: Day) -> Selection {
        Selection("birth = $1", [.day(day)], by: "id")
    }

    public static func patients(numbered number: String) -> Selection {
        Selection("hospital_number = $1", [.text(number)], by: "id")
    }

    /// Without those that went over into another record.
    public static func unmergedPatients(numbered number: String) -> Selection {
        Selection("hospital_number = $1 AND merged_into IS NULL", [.text(number)], by: "id")
    }
}

extension Selection where Kept == CourseRecord {
    public static func courses(of patient: Patient.ID) -> Selection {
        Selection("patient = $1", [.id(patient)], by: "id")
    }
}

extension Selection where Kept == MilestoneRecord {
    public static func milestones(of course: Course.ID) -> Selection {
        Selection("course = $1", [.id(course)], by: "at, kind, part")
    }

    public static func milestones(of course: Course.ID, _ kind: Milestone.Kind) -> Selection {
        Selection(
            "course = $1 AND kind = $2", [.id(course), .text(kind.rawValue)], by: "at, part")
    }
}

extension Selection where Kept == Gate {
    public static func gates(of course: Course.ID) -> Selection {
        Selection("course = $1", [.id(course)], by: Gate.table.columns[1])
    }
}

extension Selection where Kept == CareTask {
    public static var tasks: Selection { Selection(by: "due, id") }
    public static var openTasks: Selection { Selection("state = 'open'", by: "due, id") }
}

extension Selection where Kept == Deviation {
    public static func deviations(of course: Course.ID) -> Selection {
        Selection("course = $1", [.id(course)], by: "at, id")
    }
}

extension Selection where Kept == NoteRecord {
    public static func notes(of course: Course.ID) -> Selection {
        Selection("course = $1", [.id(course)], by: "at, id")
    }
}

extension Selection where Kept == User {
    public static var users: Selection { Selection(by: "id") }
    public static var activeUsers: Selection { Selection("is_active = 1", by: "id") }

    /// Whom a log-in may mean.
    public static func users(called name: String) -> Selection {
        Selection("id = $1 OR name = $2", [.text(name), .text(name)], by: "id")
    }
}
