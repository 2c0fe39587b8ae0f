/// One CAR-T episode of one patient, from referral to the end of follow-up.
public struct Course: Equatable, Sendable {
    public typealias ID = Identifier<Course>

    public let id: ID
    public let patient: Patient.ID
    public var referral: Referral
    /// Nil until a product is chosen.
    public var product: Product.ID?
    public private(set) var milestones: [Milestone] = []
    public private(set) var ending: Ending?

    public init(id: ID, patient: Patient.ID, referral: Referral, product: Product.ID? = nil) {
        self.id = id
        self.patient = patient
        self.referral = referral
        self.product = product
        milestones = [Milestone(.referred, at: referral.at)]
    }

    /// The stage follows from the milestones and is stored nowhere else, so that the two cannot
    /// disagree.
    public var stage: Stage {
        milestones.compactMap(\.kind.opens).max() ?? .referral
    }

    public func first(_ kind: Milestone.Kind) -> Milestone? {
        milestones.first { $0.kind == kind }
    }

    /// The day of the first infusion: day 0 of everything after it.
    public var dayZero: Day? { first(.infused)?.at.day }

    /// Adds a milestone, keeping them in the order of time.
    ///
    /// The order is checked here and not only where people type: imported and simulated
    /// milestones reach a course without passing a form.
    public mutating func record(_ milestone: Milestone) throws(CourseError) {
        if let ending { throw .ended(id, ending) }
        guard
            !milestones.contains(where: {
                $0.kind == milestone.kind && $0.part == milestone.part
            })
        else { throw .recordedAlready(id, milestone.kind, part: milestone.part) }
        if let opened = milestone.kind.opens {
            for other in milestones {
                guard let stage = other.kind.opens, stage != opened else { continue }
                let isOrdered =
                    stage < opened ? other.at <= milestone.at : milestone.at <= other.at
                guard isOrdered else {
                    throw .outOfOrder(milestone.kind, milestone.at, against: other.kind, other.at)
                }
            }
        }
        let place = milestones.firstIndex { milestone.at < $0.at } ?? milestones.endIndex
        milestones.insert(milestone, at: place)
    }

    /// Takes a milestone back: it was entered by mistake.
    public mutating func retract(_ kind: Milestone.Kind, part: Int = 1) throws(CourseError) {
        guard kind != .referred,
            let place = milestones.firstIndex(where: { $0.kind == kind && $0.part == part })
        else { throw .notRecorded(id, kind, part: part) }
        milestones.remove(at: place)
    }

    public mutating func end(_ ending: Ending) throws(CourseError) {
        if let old = self.ending { throw .ended(id, old) }
        self.ending = ending
    }

    /// A course that was ended by mistake goes on.
    public mutating func reopen() { ending = nil }
}

/// The call that began a course.
public struct Referral: Equatable, Sendable {
    public let at: Instant
    /// The hospital that refers.
    public var hospital: String
    public var indication: Indication
    public var urgency: Urgency

    public init(at: Instant, hospital: String, indication: Indication, urgency: Urgency) {
        (self.at, self.hospital) = (at, hospital)
        (self.indication, self.urgency) = (indication, urgency)
    }

    /// A plan is owed within a day of the first contact.
    public var planDue: Instant { at.adding(minutes: 24 * 60) }
}

/// What is to be treated. The rules of each product say more precisely what it is for.
public enum Indication: String, CaseIterable, Sendable {
    case lymphoma, leukaemia, myeloma, lupus, otherAutoimmune
}

public enum Urgency: String, CaseIterable, Comparable, Sendable {
    case routine, soon, urgent

    private var rank: Int { Urgency.allCases.firstIndex(of: self) ?? 0 }
    public static func < (left: Urgency, right: Urgency) -> Bool { left.rank < right.rank }
}

public enum CourseError: Error, Hashable {
    case outOfOrder(Milestone.Kind, Instant, against: Milestone.Kind, Instant)
    case recordedAlready(Course.ID, Milestone.Kind, part: Int)
    case notRecorded(Course.ID, Milestone.Kind, part: Int)
    case ended(Course.ID, Ending)
}

extension CourseError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .outOfOrder(let kind, let at, let other, let otherAt):
            Phrase(
                "course.outOfOrder",
                [
                    "what": .phrase(kind.phrase), "at": .instant(at),
                    "other": .phrase(other.phrase), "otherAt": .instant(otherAt),
                ])
        case .recordedAlready(let course, let kind, let part):
            Phrase(
                "course.recordedAlready",
                ["course": .text(course.text), "what": .phrase(kind.phrase), "part": .count(part)])
        case .notRecorded(let course, let kind, let part):
            Phrase(
                "course.notRecorded",
                ["course": .text(course.text), "what": .phrase(kind.phrase), "part": .count(part)])
        case .ended(let course, let ending):
            Phrase(
                "course.ended",
                ["course": .text(course.text), "how": .phrase(ending.phrase)])
        }
    }
}
