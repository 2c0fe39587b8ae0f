import Application
import Clinical
import Domain

/// Scores, gradings and calculations from files.
enum ClinicalCommands {
    static let all = [evaluate]

    static let evaluate = Command(
        "clinical", "evaluate", [.init(name: "EXAMPLES")], options: [.out]
    ) { invocation throws(CommandError) in
        let path = invocation.place(0)
        let bytes = try invocation.read(path)
        let results = try refusing { () throws(FactFileError) in
            try FactFileError.reading(path) { () throws(JSONError) in
                try ExampleRun.results(
                    of: JSONReader(parsing: bytes, limits: .file), .published, invocation.wording)
            }
        }
        guard let out = invocation.value("out") else {
            invocation.console.print(results)
            return .done
        }
        try invocation.write(results.pretty, to: out)
        return .done
    }
}
