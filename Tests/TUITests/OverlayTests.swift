import Support
import Testing

/// A dialog that nobody has looked at in both languages, sizes and in mono is not done.
struct OverlayTests {
    /// Under which name each is drawn.
    static let pictures = [
        "AdminPage": "admin-page", "AgainDialog": "dialog-again", "AnswerForm": "dialog-answer",
        "BackUpForm": "admin-backup", "BlockForm": "dialog-block", "BranchSheet": "branches",
        "BumpFinder": "dialog-bump", "ClosingSheet": "icu-close", "CodeForm": "admin-code",
        "CommandPalette": "palette", "CoursesSheet": "statistics-courses",
        "DecideForm": "statistics-decision", "DecisionDialog": "dialog-decision",
        "DeedDialog": "dialog-release", "DefinitionSheet": "statistics-definitions",
        "DelegateMenu": "delegate", "DoseForm": "ward-dose", "DoseMenu": "ward-doses",
        "DropMessageForm": "admin-drop", "EmergencyDialog": "dialog-emergency",
        "EntryMenu": "ward-entries", "EventForm": "event", "ExportMenu": "statistics-export",
        "FindingsForm": "ward-findings", "GainSheet": "gain", "GateForm": "gate",
        "GatesSheet": "gates", "HelpSheet": "help", "HoldFinder": "dialog-hold",
        "ICESheet": "ward-ice", "IntakeForm": "intake", "JumpFinder": "finder",
        "LICATSSheet": "ward-licats", "LedgerSheet": "ledger", "MakerListForm": "dialog-maker-list",
        "MakerListSheet": "dialog-maker-lines", "MakerSheet": "makers",
        "MakerUntilForm": "dialog-maker-until", "MergeForm": "dialog-merge",
        "MilestoneForm": "ward-milestone", "MoveStrip": "move", "NoteForm": "note",
        "PastForm": "past", "PlanOffer": "plan-b", "PlansSheet": "plans",
        "RedoDialog": "dialog-redo", "RepairSheet": "repair", "ReplanSheet": "replan",
        "ReserveForm": "ward-reserve", "SecondPersonForm": "dialog-second-person",
        "SnoozeForm": "snooze", "StaleDialog": "dialog-stale",
        "StartForm": "statistics-improvement", "TargetForm": "statistics-target",
        "TextSheet": "ward-hand-over", "ThemeMenu": "dialog-theme",
        "TimeOutSheet": "ward-time-out", "UserForm": "admin-user", "VerifyReport": "admin-verified",
        "WhatIfSheet": "statistics-what-if-answer", "WhySheet": "why",
    ]

    @Test func everyOverlayIsDrawn() {
        // A finder for a place is an overlay, too.
        let declaration = /struct (\w+): (?:Form|Asking)?(?:Overlay|SlotFinder)/
        let declared = Repository.files(below: "Sources/TUI", suffix: ".swift").flatMap { path in
            Repository.text(path).matches(of: declaration).map { String($0.1) }
        }
        #expect(Set(declared) == Set(Self.pictures.keys))
        let drawn = Set(
            Repository.files(below: "Tests/TUITests/Snapshots", suffix: ".txt").map { path in
                String(path.split(separator: "/").last ?? "")
            })
        let looks = ["80x24", "80x24-mono", "160x48", "160x48-mono"]
        let missing = Self.pictures.values.flatMap { name in
            ["en", "ja"].flatMap { language in
                looks.map { "\(name)-\(language)-\($0).txt" }
            }
        }.filter { !drawn.contains($0) }
        #expect(missing.isEmpty, "\(missing.sorted())")
    }
}
