/// Every command of the program, in the order of the help page.
enum CommandTable {
    static let all: [Command] =
        HelpCommands.all
        + StatsCommands.all
        + ModelCommands.all
        + ForestBenchCommands.all
}
