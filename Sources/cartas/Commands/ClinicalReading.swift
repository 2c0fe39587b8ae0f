import Application
import Clinical
import Domain
import Glibc

/// What clinical commands read: the rules in force, the facts of a patient, the time.
extension Invocation {
    static let rulesOption = Command.Option(name: "rules", value: "FILE")

    /// The knowledge in force. A faulty centre file is complained about, and the last good one
    /// stays in force.
    func knowledge() throws(CommandError) -> ClinicalKnowledge {
        guard let path = value("rules") ?? Environment.current["CARTAS_RULES"] else {
            return .published
        }
        let centre = try refusing { () throws(FileError) in try CentreKnowledge.load(path) }
        if let refusal = centre.refusal {
            console.complain(wording(refusal.phrase))
            console.complain(wording("rules.lastGoodStays"))
        }
        return centre.current
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
        let path = try needed("from")
        let bytes = try read(path)
        let now = try moment()
        return try refusing { () throws(FactFileError) in
            try FactFileError.reading(path) { () throws(JSONError) in
                try PatientFile(reading: JSONReader(parsing: bytes), now: now)
            }
        }
    }

    func product(_ id: String, _ knowledge: ClinicalKnowledge) throws(CommandError) -> ProductRecord
    {
        guard let product = knowledge.products[id] else {
            throw .refused(
                UnknownProduct(id: id, known: knowledge.products.all.map(\.id)))
        }
        return product
    }

    /// Prints a page as JSON or as lines, or writes it where `--out` says.
    func show(_ json: JSON, _ lines: [String]) throws(CommandError) {
        if let out = value("out") {
            let text = wantsJSON ? json.pretty : lines.joined(separator: "\n") + "\n"
            return try write(text, to: out)
        }
        if wantsJSON {
            console.print(json)
        } else {
            for line in lines { console.print(line) }
        }
    }
}

struct UnknownProduct: Error, Reportable {
    let id: String
    let known: [String]

    var phrase: Phrase {
        Phrase(
            "products.unknown",
            ["product": .text(id), "known": .list(known.map { .text($0) })])
    }
}
