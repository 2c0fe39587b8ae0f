import Domain

/// The one table of rights. The use cases ask it; screens ask it only to say in advance what a
/// key cannot do.
extension Act {
    public var permission: Permission {
        switch self {
        case .takeReferral, .changeReferral: .roles([.coordinator, .physician])
        case .changePatient: .roles([.coordinator, .physician, .ward])
        case .mergePatients, .unmergePatients: .roles([.coordinator, .administrator])
        case .chooseProduct: .roles([.coordinator, .physician])
        case .endCourse, .reopenCourse: .roles([.coordinator, .physician])
        case .recordMilestone, .retractMilestone:
            .roles([.coordinator, .physician, .apheresis, .processing, .ward])
        case .addNote, .addTask, .closeTask, .reportEvent:
            .roles([.coordinator, .physician, .apheresis, .processing, .ward, .icu])
        case .recordDeviation: .roles([.coordinator, .physician, .apheresis, .processing, .ward])
        case .recordObservation, .withdrawObservation:
            .roles([.coordinator, .physician, .apheresis, .ward, .icu])
        case .recordGrade, .withdrawGrade: .roles([.physician, .ward, .icu])
        case .assessPatient, .correctAssessment, .recordLICATS, .recordTreatment,
            .withdrawTreatment, .recordTimeOut, .acknowledgeEscalation:
            .roles([.physician, .ward, .icu])
        case .reserveDrug: .roles([.physician, .ward, .icu, .coordinator])
        case .planFollowUp, .closeFollowUp: .roles([.coordinator, .physician, .ward])
        case .keepModel: .roles([.physician, .manager, .administrator])
        case .recordPrediction: .roles([.coordinator, .physician, .ward, .icu])
        case .readModels: .anyRole
        case .approveRule: .roles([.physician])
        case .recordHistory: .roles([.coordinator, .physician, .apheresis, .ward])
        case .readFigures: .anyRole
        case .keepImprovement, .keepTarget, .keepScenario: .roles([.manager, .administrator])
        case .exportResearch: .roles([.manager, .physician, .administrator])
        case .holdBookings, .confirmBookings, .releaseBookings, .moveBookings:
            .roles([.coordinator, .physician])
        case .changeBranch, .changeMakerSlot, .decideAllocation:
            .roles([.coordinator, .physician])
        case .recordGate: .roles([.coordinator, .physician, .apheresis, .ward])
        case .noteMatter, .escalateMatter, .acknowledgeNotice: .anyRole
        case .callNotices: .roles([.administrator, .coordinator])
        case .finishBookings: .roles([.coordinator, .apheresis, .processing, .ward, .icu])
        case .addResource, .addOpening, .removeOpening, .changeProduct:
            .roles([.administrator, .manager])
        case .blockUnits, .unblockUnits:
            .roles([.coordinator, .apheresis, .processing, .ward, .icu, .administrator])
        case .importData, .receiveMessages, .sendMessages, .settleMessage,
            .readMessages, .changeSiteMap:
            .roles([.coordinator, .administrator])
        case .exportData: .roles([.coordinator, .administrator, .apheresis, .ward, .icu])
        case .undo, .redo: .anyRole
        case .expireHolds: .system
        case .addUser, .changeUser: .roles([.administrator])
        case .setPassword, .logOut: .anyRole
        case .logIn: .anyone
        case .readSchedule, .readPatients: .anyRole
        case .readJournal: .roles([.manager, .administrator, .coordinator, .physician])
        case .readUsers: .roles([.administrator, .manager])
        case .verifyStore, .backUpStore: .roles([.administrator])
        // Both make a store where none is: there is nobody yet who could have a right.
        case .createStore, .restoreStore: .anyone
        // What is measured is booking, on stores for trying things out alone.
        case .measureStore: .roles([.administrator, .coordinator])
        case .compute, .readHelp: .anyone
        }
    }

    public var nature: Nature {
        switch self {
        case .takeReferral, .changePatient, .mergePatients, .unmergePatients, .chooseProduct,
            .changeReferral, .endCourse, .reopenCourse,
            .reportEvent, .addNote, .addTask, .closeTask,
            .holdBookings, .confirmBookings, .releaseBookings, .moveBookings, .addResource,
            .addOpening, .removeOpening, .blockUnits, .unblockUnits, .changeProduct,
            .changeBranch, .recordGate, .changeMakerSlot, .noteMatter,
            .keepModel, .approveRule, .reserveDrug, .planFollowUp,
            .keepImprovement, .keepTarget, .keepScenario, .changeSiteMap:
            .undoable
        case .recordMilestone, .retractMilestone, .recordDeviation, .recordObservation,
            .withdrawObservation, .recordGrade, .withdrawGrade, .finishBookings,
            .recordPrediction, .recordHistory, .assessPatient, .correctAssessment,
            .acknowledgeEscalation, .recordTreatment, .withdrawTreatment, .recordTimeOut,
            .recordLICATS, .closeFollowUp, .decideAllocation, .escalateMatter, .acknowledgeNotice:
            .physical
        case .importData, .receiveMessages, .sendMessages, .settleMessage, .readMessages,
            .exportData, .callNotices, .undo, .redo, .expireHolds, .addUser, .changeUser,
            .setPassword, .logIn, .logOut, .readFigures, .exportResearch, .readSchedule,
            .readPatients, .readModels, .readJournal, .readUsers, .verifyStore,
            .createStore, .backUpStore, .restoreStore, .measureStore, .compute, .readHelp:
            .lasting
        }
    }

    public func isAllowed(to person: Person) -> Bool {
        switch permission {
        case .anyone: true
        case .anyRole: person.user.isActive && !person.user.roles.isEmpty
        case .roles(let roles): person.user.isActive && !person.user.roles.isDisjoint(with: roles)
        case .system: false
        }
    }
}
