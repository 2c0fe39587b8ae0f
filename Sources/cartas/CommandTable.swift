/// Every command of the program, in the order of the help page.
enum CommandTable {
    static let all: [Command] =
        StoreCommands.all
        + PatientCommands.all
        + CourseCommands.all
        + BookingCommands.all
        + SlotCommands.all
        + ClinicalCommands.all
        + JournalCommands.all
        + UserCommands.all
        + StatsCommands.all
        + HelpCommands.all
        + ImportCommands.all
        + QuarantineCommands.all
        + ListenCommands.all
        + ExportCommands.all
}
