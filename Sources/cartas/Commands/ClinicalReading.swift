import Application
import Domain
import Glibc

/// What clinical commands read: the rules in force, the facts of a patient, the time.
extension Invocation {
    static let rulesOption = Command.Option(name: "rules", value: "FILE")

    /// The desk under the rules in force. A faulty centre file is complained about, and the last
    /// good one stays in force.
    func desk() throws(CommandError) -> ClinicalDesk {
        let rules = value("rules") ?? Environment.current["CARTAS_RULES"]
        let desk = try refusing { () throws(FileError) in
            try ClinicalDesk(rules: rules, wording)
        }
        if let refusal = desk.refusal {
            console.complain(wording(refusal))
            console.complain(wording("rules.lastGoodStays"))
        }
        return desk
    }

    /// The time that counts as now: given, or the clock's.
    func moment() throws(CommandError) -> Instant {
        if let text = value("now") {
            do throws(DayError) {
                return try Instant(iso: text)
            } catch {
                throw .usage(error.phrase)
            }
        }
        var seconds = time(nil)
        var local = tm()
        localtime_r(&seconds, &local)
        return Instant(
            utcMilliseconds: Int64(seconds) * 1000,
            offsetMinutes: Int16(local.tm_gmtoff / 60))
    }

    /// The patient's facts in the file that `--from` names.
    func patient() throws(CommandError) -> PatientFile {
        let now = try moment()
        return try facts { (reader) throws(JSONError) in
            try PatientFile(reading: reader, now: now)
        }
    }

    /// The file that `--from` names, read as one kind of facts.
    func facts<Value>(
        _ body: (JSONReader) throws(JSONError) -> Value
    ) throws(CommandError) -> Value {
        let path = try needed("from")
        let bytes = try read(path)
        return try refusing { () throws(FactFileError) in
            try FactFileError.reading(path) { () throws(JSONError) in
                try body(try JSONReader(parsing: bytes))
            }
        }
    }

    /// Prints a page as JSON or as lines, or writes it where `--out` says.
    func show(_ page: ClinicalPage) throws(CommandError) -> ExitCode {
        if let out = value("out") {
            let text =
                wantsJSON ? page.json.pretty : page.lines.joined(separator: "\n") + "\n"
            try write(text, to: out)
        } else if wantsJSON {
            console.print(page.json)
        } else {
            for line in page.lines { console.print(line) }
        }
        return .done
    }
}
