/// The answer to "may this be?" and, if not, why not and what then.
public struct Explanation: Sendable, Equatable {
    /// A constraint in the words of the hospital.
    public struct Cause: Sendable, Equatable {
        public let constraint: Constraint
        /// Whose calendar, by name; nil for a rule of the course.
        public let resource: String?
        public let day: Int?
        /// Who takes what is wanted, or whose rule it is.
        public let patients: [String]
        /// The part of the input that says so.
        public let source: String
        /// What else would have to be dropped with it, because it stands in the way by itself;
        /// empty where dropping this cause alone makes the request possible.
        public internal(set) var together: [Cause] = []
    }

    public enum Change: Sendable, Equatable {
        /// The request on another day.
        case otherDay(Activity, day: Int)
        case product(String)
        /// So many units more of each of these days.
        case units([Cause])
        /// Another patient's infusion moves by so many days.
        case move(patient: String, days: Int)
    }

    public struct Remedy: Sendable, Equatable {
        public let change: Change
        /// What the patient's plan then costs, and what it costs the others more than now.
        public let cost: Int
        /// The patient's plan under the remedy.
        public let course: Solution.Course
        /// The plan of the patient who makes room, where one does.
        public internal(set) var other: (patient: Int, course: Solution.Course)?

        public static func == (left: Remedy, right: Remedy) -> Bool {
            left.change == right.change && left.cost == right.cost && left.course == right.course
                && left.other?.patient == right.other?.patient
                && left.other?.course == right.other?.course
        }
    }

    public var isFeasible: Bool
    /// The best plan that meets the request.
    public var course: Solution.Course?
    public var cost: Int?
    /// A clash: together they refuse the request. Dropping any one of them, with what is named
    /// beside it, makes the request possible with all else kept.
    public var causes: [Cause] = []
    /// Each set, dropped, makes the request possible with all else kept: single causes where one
    /// alone is enough, else one small set whose members stand in the way independently.
    public var corrections: [[Cause]] = []
    public var remedies: [Remedy] = []
    /// Why the infusion cannot be earlier than in `course`.
    public var notEarlier: [Cause] = []
}
