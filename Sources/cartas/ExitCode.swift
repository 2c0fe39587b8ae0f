import Domain

/// What a script learns from the program's end.
enum ExitCode: Int32 {
    case done = 0
    case refused = 1
    case usage = 2
    case storeUnavailable = 3
}

/// Why a command did not do what was asked.
enum CommandError: Error {
    /// The arguments are not what the command takes.
    case usage(Phrase)
    /// The command was understood and says no, with the reason.
    case refused(any Reportable)
    /// The store cannot be reached; nothing is known to be wrong with what was asked.
    case unavailable(any Reportable)

    var phrase: Phrase {
        switch self {
        case .usage(let phrase): phrase
        case .refused(let reason), .unavailable(let reason): reason.phrase
        }
    }

    var exitCode: ExitCode {
        switch self {
        case .usage: .usage
        case .refused: .refused
        case .unavailable: .storeUnavailable
        }
    }
}

/// Runs a piece of a use case whose refusal is the command's refusal.
func refusing<Value, Failure: Reportable>(
    _ body: () throws(Failure) -> Value
) throws(CommandError) -> Value {
    do throws(Failure) {
        return try body()
    } catch {
        throw .refused(error)
    }
}
