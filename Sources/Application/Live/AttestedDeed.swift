public import Domain

/// A deed with a second person beside the one who sits there: the same deed, carried out now that
/// both are known.
///
/// A question, because whoever asked has to hear that a code is missing or a password was wrong.
public struct AttestedDeed: Question {
    public enum Reply: Equatable, Sendable {
        case done(Phrase)
        /// The password was right, and the second person has a second factor.
        case codeMissing
        /// Said to the two who stand there; nothing was done.
        case refused(Phrase)
    }

    public let deed: any Deed
    let second: Credentials

    public init(_ deed: any Deed, beside second: Credentials) {
        (self.deed, self.second) = (deed, second)
    }

    public static func == (left: AttestedDeed, right: AttestedDeed) -> Bool {
        left.deed.isSame(as: right.deed) && left.second == right.second
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        do throws(StoreError) {
            return .done(try follower.perform(deed, beside: second))
        } catch .refused(let phrase) {
            let isCode = StoreError.refused(phrase) == Follower.codeMissing
            return isCode ? .codeMissing : .refused(phrase)
        }
    }
}

/// Two records of one person become one.
public struct MergePatients: Deed {
    public let patient: Patient.ID
    public let target: Patient.ID

    public init(_ patient: Patient.ID, into target: Patient.ID) {
        (self.patient, self.target) = (patient, target)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().mergePatients(patient, into: target)
        return Phrase(
            "patients.merged", ["patient": .text(patient.text), "into": .text(target.text)])
    }
}

extension StoreError {
    /// True where one person came to an act of two.
    public var asksSecondPerson: Bool {
        if case .refused(let phrase) = self { return phrase.key == "office.secondMissing" }
        return false
    }
}
