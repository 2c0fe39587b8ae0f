import Application
import Clinical
import Domain

/// Scores, gradings and calculations from files, and the rules behind them.
enum ClinicalCommands {
    static let all =
        [evaluate, scores, rules, check] + EligibilityCommands.all + ApheresisCommands.all
        + GradeCommands.all + ProductCommands.all

    static let evaluate = Command(
        "clinical", "evaluate", [.init(name: "EXAMPLES")],
        act: .compute, options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let path = invocation.place(0)
        let knowledge = try invocation.knowledge()
        let bytes = try invocation.read(path)
        let results = try refusing { () throws(FactFileError) in
            try FactFileError.reading(path) { () throws(JSONError) in
                try ExampleRun.results(
                    of: JSONReader(parsing: bytes, limits: .file), knowledge, invocation.wording)
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
        "clinical", "scores", act: .compute, options: [.from, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let page = ScorePage(try invocation.patient(), try invocation.knowledge())
        try invocation.show(page.json(invocation.wording), page.lines(invocation.wording))
        return .done
    }

    static let rules = Command(
        "clinical", "rules", act: .compute, options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let page = RulesPage(try invocation.knowledge())
        try invocation.show(page.json(invocation.wording), page.lines(invocation.wording))
        return .done
    }

    /// Reads a centre's rule file as the program would, and says what it changes.
    static let check = Command(
        "clinical", "check", [.init(name: "RULES")], act: .compute
    ) { invocation throws(CommandError) in
        let path = invocation.place(0)
        let file = RuleFile(name: path, bytes: try invocation.read(path))
        let knowledge = try refusing { () throws(RuleFileError) in
            try ClinicalKnowledge.published.changed(by: file)
        }
        let page = RulesPage(knowledge) { $0.provenance.state == .local }
        try invocation.show(page.json(invocation.wording), page.lines(invocation.wording))
        return .done
    }
}
