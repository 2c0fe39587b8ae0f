import Application
import Domain

/// The site's own codes and units.
enum SiteMapCommands {
    static let all = [list, set, add]

    static let list = Command("codes", "list", act: .readMessages) {
        invocation throws(CommandError) in
        let office = try Workplace.open(invocation).office
        var rows: [(JSON, [String])] = []
        for part in SiteMap.Part.allCases {
            let found = try storing { () throws(StoreError) in try office.siteMapRows(part) }
            rows += found.map { cells in
                (
                    .object([
                        ("table", .string(part.rawValue)),
                        ("cells", .array(cells.map { .string($0) })),
                    ]),
                    [invocation.wording(part.phrase), cells.joined(separator: " · ")]
                )
            }
        }
        invocation.show(["table", "row"], rows.map { (json: $0.0, cells: $0.1) })
        return .done
    }

    /// `--dry-run` reads the tables and changes nothing.
    static let set = Command(
        "codes", "set", act: .changeSiteMap,
        options: [
            .init(name: "codes", value: "FILE"), .init(name: "units", value: "FILE"),
            .init(name: "dry-run"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let given = SiteMap.Part.allCases.filter { invocation.has($0.rawValue) }
        guard !given.isEmpty else { throw .usage(Phrase("codes.nothing")) }
        let office = try Workplace.open(invocation).office
        let order = try invocation.order()
        var sequence: Int64 = 0
        for part in given {
            let path = try invocation.needed(part.rawValue)
            let text = String(decoding: try invocation.read(path), as: UTF8.self)
            try storing { () throws(StoreError) in
                try office.demand(.changeSiteMap)
                try Office.check(part, text)
                guard !invocation.has("dry-run") else { return }
                sequence = try office.setSiteMap(part, text, order)
            }
        }
        let key = invocation.has("dry-run") ? "codes.readable" : "codes.set"
        invocation.done(
            Phrase(key, ["tables": .list(given.map { .phrase($0.phrase) })]), sequence)
        return .done
    }

    static let add = Command(
        "codes", "add", [.init(name: "CODE"), .init(name: "ITEM")], act: .changeSiteMap,
        options: [
            .init(name: "system", value: "NAME"), .init(name: "canonical", value: "UNIT"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let code = SiteCode(
            invocation.place(0), system: try invocation.needed("system"),
            item: invocation.place(1), unit: invocation.value("canonical"))
        let office = try Workplace.open(invocation).office
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try office.addSiteCode(code, order)
        }
        invocation.done(
            Phrase("codes.added", ["code": .text(code.code), "item": .text(code.item)]), sequence)
        return .done
    }
}
