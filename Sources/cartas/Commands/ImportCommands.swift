import Application
import Domain

/// Reads what other systems wrote.
enum ImportCommands {
    static let all = [importFiles]

    static let importFiles = Command(
        "import", nil, [.init(name: "PATH", repeats: true)], act: .importData,
        options: [
            .init(name: "format", value: "FORMAT"), .init(name: "dry-run"),
            .init(name: "charset", value: "NAME"), .init(name: "ignore-other-types"),
            .init(name: "table", value: "TABLE"), .init(name: "map", value: "FILE"),
            .init(name: "codes", value: "FILE"), .init(name: "units", value: "FILE"),
        ]
    ) { invocation throws(CommandError) in
        var options = try options(invocation)
        try takeMap(invocation, &options)
        let ward = invocation.has("dry-run") ? nil : try invocation.ward()
        let codes = try codes(invocation, ward?.place.office)
        var tally = ImportTally()
        var sink = ImportSink(
            invocation, codes,
            ward.map { place, desk in
                Inbox(place.office, codes: codes, under: desk.knowledge, invocation.wording)
            })
        for path in try files(invocation) {
            try read(path, options, &sink, &tally, invocation)
        }
        if !sink.isDryRun { try Self.report(tally, invocation) }
        invocation.console.print(tally.line)
        if tally.unreadable > 0 { return .usage }
        return tally.quarantined > 0 ? .refused : .done
    }

    /// Reads one file. A file that cannot be read is told, and the others are read all the same;
    /// a store that cannot be reached ends the command.
    private static func read(
        _ path: String, _ options: ImportOptions, _ sink: inout ImportSink,
        _ tally: inout ImportTally, _ invocation: Invocation
    ) throws(CommandError) {
        var failure: CommandError?
        do throws(ImportError) {
            let notes = try FileImport.read(path, options) { item in
                guard failure == nil else { return }
                do throws(CommandError) {
                    let receipt = try sink.take(item)
                    tally.count(receipt)
                } catch {
                    failure = error
                }
            }
            for note in notes { invocation.console.complain(invocation.wording(note)) }
        } catch {
            invocation.console.complain(invocation.wording(error.phrase))
            tally.unreadable += 1
        }
        if let failure { throw failure }
    }

    private static func report(
        _ tally: ImportTally, _ invocation: Invocation
    ) throws(CommandError) {
        guard tally.quarantined > 0, !invocation.wantsJSON else { return }
        invocation.console.print(
            invocation.wording(
                Phrase("interop.import.seeQuarantine", ["count": .count(tally.quarantined)])))
    }

    private static func files(_ invocation: Invocation) throws(CommandError) -> [String] {
        do throws(FileError) {
            return try InputChunks.files(invocation.arguments.positionals)
        } catch {
            throw .usage(error.phrase)
        }
    }

    private static func options(_ invocation: Invocation) throws(CommandError) -> ImportOptions {
        var options = ImportOptions()
        if let name = invocation.value("format"), name != "auto" {
            guard let format = ImportFormat(rawValue: name) else {
                throw .usage(
                    Phrase(
                        "interop.import.unknownFormat",
                        [
                            "name": .text(name),
                            "have": .list(
                                (["auto"] + ImportFormat.allCases.map(\.rawValue)).map { .text($0) }
                            ),
                        ]))
            }
            options.format = format
        }
        do throws(ImportError) {
            if let name = invocation.value("charset") { try options.take(characterSet: name) }
            if let name = invocation.value("table") { try options.take(table: name) }
        } catch {
            throw .usage(error.phrase)
        }
        options.ignoresOtherTypes = invocation.has("ignore-other-types")
        return options
    }

    private static func takeMap(
        _ invocation: Invocation, _ options: inout ImportOptions
    ) throws(CommandError) {
        guard let path = invocation.value("map") else { return }
        let text = String(decoding: try invocation.read(path), as: UTF8.self)
        do throws(ImportError) {
            try options.take(map: text, path: path)
        } catch {
            throw .usage(error.phrase)
        }
    }

    /// The tables of the options, or else those that the store keeps.
    ///
    /// - Parameter office: nil in a trial, which asks no store.
    static func codes(
        _ invocation: Invocation, _ office: Office? = nil
    ) throws(CommandError) -> SiteCodes {
        if let office, !invocation.has("codes"), !invocation.has("units") {
            return try storing { () throws(StoreError) in try office.siteCodes() }
        }
        let codes = try read("codes", invocation)
        let units = try read("units", invocation)
        return try refusing { () throws(SiteCodesError) in
            try SiteCodes.load(codes: codes, units: units)
        }
    }

    private static func read(
        _ option: String, _ invocation: Invocation
    ) throws(CommandError) -> [UInt8]? {
        guard let path = invocation.value(option) else { return nil }
        return try invocation.read(path)
    }
}
