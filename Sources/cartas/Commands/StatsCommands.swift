import Application
import Domain

/// Statistics of tables: the cases of a list, each with the definition that the screens use.
enum StatsCommands {
    static let all = [run, definitions]

    static let run = Command(
        "stats", "run", [.init(name: "CASES")], act: .compute,
        options: [
            .init(name: "data", value: "DIR", repeats: true), .out, .seed,
            .init(name: "threads", value: "K"), .init(name: "hide-small"),
        ]
    ) { invocation throws(CommandError) in
        let bytes = try invocation.read(invocation.place(0))
        let seed = try invocation.seed(default: 1)
        let threads = try invocation.int("threads", in: 1...256) ?? 1
        let hides = invocation.has("hide-small")
        let folders = invocation.values("data")
        let answers = try refusing { () throws(AnalysisError) in
            let reader: JSONReader
            do throws(JSONError) {
                reader = try JSONReader(parsing: bytes, limits: .file)
            } catch {
                throw .fault(error)
            }
            return try CaseList(
                reader, seed: seed, threads: threads, hidesSmallGroups: hides
            ).run(DataFolders(folders).opener)
        }
        var members: [(String, JSON)] = []
        var hasFault = false
        for answer in answers {
            switch answer.result {
            case .success(let json): members.append((answer.id, json))
            case .failure(let reason):
                let words = invocation.wording(reason.phrase)
                members.append(
                    (answer.id, .object([("refused", .string(words))])))
                invocation.console.complain("\(answer.id): \(words)")
                hasFault = hasFault || !reason.isEstimate
            }
        }
        let text = JSON.object(members).pretty
        try invocation.write(text, to: invocation.value("out") ?? "-")
        return hasFault ? .refused : .done
    }

    static let definitions = Command("stats", "definitions", act: .compute) { invocation in
        let lines = CaseList.definitions.map { ($0.name, invocation.wording($0.phrase)) }
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object(lines.map { name, words in (name, .string(words)) }))
        } else {
            for (_, words) in lines { invocation.console.print(words) }
        }
        return .done
    }
}
