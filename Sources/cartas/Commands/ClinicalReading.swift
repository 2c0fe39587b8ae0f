import Application
import Domain
import Glibc

/// What clinical commands read: the rules in force, the facts of a patient, the time.
extension Invocation {
    static let rulesOption = Command.Option(name: "rules", value: "FILE")

    /// The desk under the rules in force. A faulty centre file is complained about, and the last
    /// good one stays in force.
    ///
    /// A store that somebody names brings the approvals of the centre's physicians.
    func desk() throws(CommandError) -> ClinicalDesk { try clinic().desk }

    /// The desk, and the store behind it where one is named or a course is asked for.
    func clinic() throws(CommandError) -> (desk: ClinicalDesk, office: Office?) {
        let rules = value("rules") ?? Environment.current["CARTAS_RULES"]
        let desk = try refusing { () throws(FileError) in
            try ClinicalDesk(rules: rules, wording)
        }
        if let refusal = desk.refusal {
            console.complain(wording(refusal))
            console.complain(wording("rules.lastGoodStays"))
        }
        let isNamed = has("store") || Environment.current["CARTAS_STORE"] != nil
        guard has("course") || isNamed else { return (desk, nil) }
        let office = try Workplace.open(self, seedIsOwn: true).office
        do throws(StoreError) {
            let approved = desk.with(try office.approvals())
            for rule in approved.lapsed {
                console.complain(
                    wording(Phrase("rules.approvalLapsed", ["rule": .text(rule)])))
            }
            return (approved, office)
        } catch {
            // Without the approvals rules say less, never more: the answer stays on the safe side.
            guard !has("course"), !error.isUnavailability else {
                throw error.isUnavailability ? .unavailable(error) : .refused(error)
            }
            console.complain(wording(error.phrase))
            return (desk, office)
        }
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

    /// The desk, and the patient's facts: those of `--course` in the store, or the file that
    /// `--from` names.
    func patientAtDesk() throws(CommandError) -> (desk: ClinicalDesk, file: PatientFile) {
        let (desk, office) = try clinic()
        guard let office, has("course") else { return (desk, try patient()) }
        return (desk, try stored(office, desk))
    }

    /// What the store knows of the course that `--course` names.
    func stored(_ office: Office, _ desk: ClinicalDesk) throws(CommandError) -> PatientFile {
        let course: Course.ID = try id(try needed("course"))
        return try storing { () throws(StoreError) in
            try office.patientFile(of: course, under: desk)
        }
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
