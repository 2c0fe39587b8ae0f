public import Domain

/// Everything that can be done to a store or with it. The name stands in the journal.
///
/// A new act does not build until `permission` and `nature` say who may do it and whether it can
/// be undone.
public enum Act: String, CaseIterable, Sendable {
    // Patients and courses
    case takeReferral, changePatient, mergePatients, unmergePatients
    case chooseProduct, changeReferral, endCourse, reopenCourse
    case recordMilestone, retractMilestone
    case addNote, addTask, closeTask, recordDeviation, reportEvent
    // Measurements and grades
    case recordObservation, withdrawObservation, recordGrade, withdrawGrade
    // The ward
    case assessPatient, correctAssessment, acknowledgeEscalation
    case recordTreatment, withdrawTreatment, reserveDrug, recordTimeOut, recordLICATS
    case planFollowUp, closeFollowUp
    // Models
    case keepModel, recordPrediction, readModels
    // Rules
    case approveRule, recordHistory
    // The manager's view
    case readFigures, keepImprovement, keepTarget, keepScenario, exportResearch
    // Bookings
    case holdBookings, confirmBookings, releaseBookings, moveBookings, finishBookings
    // The desk
    case changeBranch, recordGate, changeMakerSlot, decideAllocation, noteMatter
    case escalateMatter, acknowledgeNotice, callNotices
    // Capacity
    case addResource, addOpening, removeOpening, blockUnits, unblockUnits, changeProduct
    // Other systems
    case sendMessages, changeSiteMap
    case importData, receiveMessages, settleMessage, readMessages, exportData
    // The journal
    case undo, redo, expireHolds
    // People
    case addUser, changeUser, setPassword, logIn, logOut
    // Looking
    case readSchedule, readPatients, readJournal, readUsers, verifyStore
    // The store itself
    case createStore, backUpStore, restoreStore, measureStore
    // Work that touches no store
    case compute, readHelp
}

/// Who may do an act.
public enum Permission: Hashable, Sendable {
    /// Also somebody who has not logged in: it touches no patient.
    case anyone
    case anyRole
    case roles(Set<Role>)
    /// The program itself, and no person.
    case system
}

/// Whether an act can be taken back.
public enum Nature: Hashable, Sendable {
    /// Undone by its author as long as nobody has built on it.
    case undoable
    /// It happened at a bedside or on a bench, or it was signed: it is corrected by a further
    /// entry, never undone.
    case physical
    /// It changes no row that could be put back.
    case lasting
}

extension Act: Worded { public static let vocabulary = "act" }
