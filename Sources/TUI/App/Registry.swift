/// The screens of the program, one line each, in the order of the bar.
public enum Registry {
    public static let screens: [any ScreenState.Type] = [
        BoardState.self,
        PatientsState.self,
        SlotsState.self,
        WardState.self,
        ICUState.self,
        StatisticsState.self,
        InboxState.self,
        AdminState.self,
        PatientState.self,
        FlagsState.self,
    ]

    public static let places = screens.map { $0.place }

    static func screen(_ place: Place) -> any ScreenState.Type {
        screens.first { $0.place == place } ?? BoardState.self
    }

    /// What can be done on every screen.
    public static let common: [Action] =
        places.filter { $0.number != nil }.map(\.action) + [
            .open, .back, .goTo, .undo, .redo, .again, .palette, .help, .language, .theme, .mouse,
            .symbols, .lock, .switchUser, .suspend, .quit,
        ]

    /// Everything that can be done anywhere, each once.
    public static let actions: [Action] = {
        var seen: Set<Action> = []
        return (common + screens.flatMap { $0.actions }).filter { seen.insert($0).inserted }
    }()

    static func has(_ action: Action, on place: Place) -> Bool {
        common.contains(action) || screen(place).actions.contains(action)
    }
}
