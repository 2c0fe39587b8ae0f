/// Every command of the program, in the order of the help page.
enum CommandTable {
    static let all: [Command] =
        StoreCommands.all
        + PatientCommands.all
        + CourseCommands.all
        + BoardCommands.all
        + RepairCommands.all
        + BranchCommands.all
        + GateCommands.all
        + MakerCommands.all
        + AllocationCommands.all
        + InboxCommands.all
        + ObservationCommands.all
        + GradeRecordCommands.all
        + WardCommands.all
        + EscalationCommands.all
        + CareCommands.all
        + TaskCommands.all
        + ResourceCommands.all
        + ProductTermsCommands.all
        + BookingCommands.all
        + SlotCommands.all
        + SolveCommands.all
        + ExplainCommands.all
        + ClinicalCommands.all
        + JournalCommands.all
        + UserCommands.all
        + StatsCommands.all
        + FigureCommands.all
        + ImprovementCommands.all
        + WhatIfCommands.all
        + ModelCommands.all
        + ForestBenchCommands.all
        + BenchCommands.all
        + MessageBenchCommand.all
        + PlanBenchCommands.all
        + ImportCommands.all
        + QuarantineCommands.all
        + ListenCommands.all
        + OutboxCommands.all
        + SiteMapCommands.all
        + ExportCommands.all
        + PrintCommands.all
        + ScreenCommands.all
        + KeyCommands.all
        + ShellCommands.all
        + HelpCommands.all
}
