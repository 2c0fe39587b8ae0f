import Application
import Domain

/// Writes what other systems may know.
enum ExportCommands {
    static let all = [fhir, calendar, table]

    static let fhir = Command(
        "export", "fhir", act: .exportData,
        options: [
            .init(name: "since", value: "INSTANT"), .init(name: "type", value: "TYPES"), .out,
            .day(named: "from"), .day(named: "to"),
        ]
    ) { invocation throws(CommandError) in
        var options = try options(invocation)
        options.since = try invocation.instant("since")
        if let types = invocation.value("type") {
            options.types = Set(types.split(separator: ",").map(String.init))
            guard options.types.isSubset(of: Exporter.resourceTypes) else {
                throw unknown(types, Exporter.resourceTypes)
            }
        }
        let path = try invocation.needed("out")
        let exporter = try exporter(invocation, options)
        let text = try storing { () throws(StoreError) in
            try exporter.fhir(asLines: path.hasSuffix(".ndjson"))
        }
        try invocation.write(text, to: path)
        return .done
    }

    static let calendar = Command(
        "export", "ics", act: .exportData,
        options: [
            .init(name: "role", value: "ROLE"), .day(named: "from"), .day(named: "to"),
            .init(name: "anonymous"), .out,
        ]
    ) { invocation throws(CommandError) in
        let role = try invocation.needed("role")
        let path = try invocation.needed("out")
        let exporter = try exporter(invocation, try options(invocation))
        let text = try storing { () throws(StoreError) in
            try exporter.calendar(role: role, anonymous: invocation.has("anonymous"))
        }
        guard let text else { throw unknown(role, Exporter.roles) }
        try invocation.write(text, to: path)
        return .done
    }

    static let table = Command(
        "export", "csv", act: .exportData,
        options: [
            .init(name: "table", value: "TABLE"), .init(name: "map", value: "FILE"),
            .init(name: "bom"), .out,
        ]
    ) { invocation throws(CommandError) in
        let name = try invocation.needed("table")
        let path = try invocation.needed("out")
        var map: TableOutline?
        if let path = invocation.value("map") {
            let text = String(decoding: try invocation.read(path), as: UTF8.self)
            do throws(ImportError) {
                map = try TableOutline(text, table: name, path: path)
            } catch {
                throw .usage(error.phrase)
            }
        }
        let exporter = try exporter(invocation, try options(invocation))
        let text = try storing { () throws(StoreError) in
            try exporter.table(name, marksUTF8: invocation.has("bom"), map: map)
        }
        guard let text else { throw unknown(name, Exporter.tables) }
        try invocation.write(text, to: path)
        return .done
    }

    private static func exporter(
        _ invocation: Invocation, _ options: ExportOptions
    ) throws(CommandError) -> Exporter {
        Exporter(try Workplace.open(invocation).office, invocation.wording, options)
    }

    private static func options(_ invocation: Invocation) throws(CommandError) -> ExportOptions {
        var options = ExportOptions()
        options.from = try invocation.day("from")
        options.to = try invocation.day("to")
        return options
    }

    private static func unknown(_ text: String, _ have: [String]) -> CommandError {
        .usage(
            Phrase(
                "cli.badWord",
                ["text": .text(text), "words": .list(have.map { .text($0) })]))
    }
}

extension Command.Option {
    static func day(named name: String) -> Self {
        Self(name: name, value: "DAY", meaning: name == "from" ? "from.day" : nil)
    }
}
