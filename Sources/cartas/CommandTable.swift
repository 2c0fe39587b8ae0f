import Domain

/// Every command of the program, in the order of the help page.
enum CommandTable {
    /// Commands that are looked for together, under one heading of the help.
    struct Section: Sendable {
        let name: String
        let commands: [Command]

        var title: Phrase { Phrase("help.section.\(name)") }
    }

    static let sections: [Section] = [
        Section(name: "screens", commands: ScreenCommands.all + KeyCommands.all),
        Section(
            name: "store", commands: StoreCommands.all + JournalCommands.all + UserCommands.all),
        Section(
            name: "patients",
            commands: PatientCommands.all + CourseCommands.all + GateCommands.all
                + ObservationCommands.all + FactsCommands.all + GradeRecordCommands.all),
        Section(
            name: "board",
            commands: BoardCommands.all + RepairCommands.all + BranchCommands.all
                + BookingCommands.all + AllocationCommands.all),
        Section(
            name: "slots",
            commands: SlotCommands.all + MakerCommands.all + ResourceCommands.all
                + ProductTermsCommands.all),
        Section(name: "inbox", commands: InboxCommands.all + TaskCommands.all),
        Section(
            name: "ward",
            commands: WardCommands.all + EscalationCommands.all + CareCommands.all),
        Section(
            name: "clinic",
            commands: ClinicalCommands.all + EligibilityCommands.all + ApheresisCommands.all
                + GradeCommands.all + ProductCommands.all + RulesCommands.all),
        Section(
            name: "figures",
            commands: FigureCommands.all + StatsCommands.all + ImprovementCommands.all
                + WhatIfCommands.all),
        Section(name: "models", commands: ModelCommands.all),
        Section(name: "print", commands: PrintCommands.all),
        Section(
            name: "exchange",
            commands: ImportCommands.all + QuarantineCommands.all + ListenCommands.all
                + OutboxCommands.all + SiteMapCommands.all + ExportCommands.all),
        Section(name: "engine", commands: SolveCommands.all + ExplainCommands.all),
        Section(
            name: "bench",
            commands: [BenchUI.command, BoardCommands.bench] + PlanBenchCommands.all
                + BenchCommands.all + MessageBenchCommand.all + BenchClinicalCommand.all
                + ForestBenchCommands.all),
        Section(name: "help", commands: HelpCommands.all + ShellCommands.all),
    ]

    static let all: [Command] = sections.flatMap(\.commands)
}
