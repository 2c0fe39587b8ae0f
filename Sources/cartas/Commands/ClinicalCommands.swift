import Application
import Domain

/// Scores, gradings and calculations from files, and the rules behind them.
enum ClinicalCommands {
    static let all = [evaluate, scores, rules, check]

    static let evaluate = Command(
        "clinical", "evaluate", [.init(name: "EXAMPLES")], act: .compute,
        options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let path = invocation.place(0)
        let desk = try invocation.desk()
        let bytes = try invocation.read(path)
        let results = try refusing { () throws(FactFileError) in
            try FactFileError.reading(path) { () throws(JSONError) in
                try desk.evaluate(JSONReader(parsing: bytes, limits: .file))
            }
        }
        guard let out = invocation.value("out") else {
            invocation.console.print(results)
            return .done
        }
        try invocation.write(results.pretty, to: out)
        return .done
    }

    static let scores = Command(
        "clinical", "scores", act: .compute,
        options: [.patient, .course, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let (desk, file) = try invocation.patientAtDesk()
        return try invocation.show(desk.scores(file))
    }

    static let rules = Command(
        "clinical", "rules", act: .compute, options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        try invocation.show(try invocation.desk().rules())
    }

    /// Reads a centre's rule file as the program would, and says what it changes.
    static let check = Command(
        "clinical", "check", [.init(name: "RULES")], act: .compute
    ) { invocation throws(CommandError) in
        let path = invocation.place(0)
        let bytes = try invocation.read(path)
        let desk = try invocation.desk()
        let page = try refusing { () throws(ClinicalRefusal) in
            try desk.check(rules: path, bytes)
        }
        return try invocation.show(page)
    }
}
