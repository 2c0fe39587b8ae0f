import Application
import Domain
import Terminal

/// The tabs of the patient's page that are lists.
struct PatientLists {
    let picture: PatientPicture
    let now: Instant

    func lines(_ tab: PatientState.Tab, width: Int, _ words: Wording) -> [Line] {
        switch tab {
        case .flags: flags(width, words)
        case .care: care(width, words)
        default: history(words)
        }
    }

    // MARK: Flags

    private func flags(_ width: Int, _ words: Wording) -> [Line] {
        FlagWords.lines(picture, width: width, words)
    }

    // MARK: Care

    private func care(_ width: Int, _ words: Wording) -> [Line] {
        var lines = head("patient.treatments", words)
        lines += picture.treatments.reversed().map { dose in
            Line("  \(words.moment(dose.at))  ", .quiet)
                + Line("\(dose.drug) \(dose.dose)", .bold) + Line("  \(dose.words)  ")
                + Line(dose.id.text, .quiet)
        }
        if picture.treatments.isEmpty { lines.append(Line("  –", .quiet)) }
        lines += head("patient.reserves", words)
        lines += picture.reserves.map { reserve in
            Line("  \(reserve.drug) ×\(reserve.doses)  \(reserve.place)  ")
                + Line(words.moment(reserve.at), .quiet)
        }
        lines += picture.timeOuts.map { timeOut in
            Line("  \(words("identity.timeOut"))  \(words.moment(timeOut.at))  ")
                + Line("\(timeOut.first.text), \(timeOut.second.text)", .bold)
        }
        lines += head("patient.tasks", words)
        lines += picture.tasks.map { task in
            let isDue = task.due <= now
            return Line(isDue ? "! " : "  ", Style(.danger, .bold))
                + Line("\(words.moment(task.due))  ", .quiet) + Line(task.what)
                + Line("  " + words(task.role.phrase), .quiet)
        }
        lines += head("patient.identity", words)
        lines += picture.identity.map { link in
            Line("  \(words(link.what).fitted(to: 26)) ", .quiet) + Line(link.id, .bold)
                + Line("  \(link.at.map { words.moment($0) } ?? "")  \(link.who)", .quiet)
        }
        if !picture.licats.isEmpty {
            lines += head("patient.licats", words)
            lines += picture.licats.map { event in
                let bin = words("grading.licats.\(event.bin)")
                return Line(
                    "  \(words.dayAfterInfusion(event.onsetDay))  \(bin)  "
                        + event.items.map { words("licats.item.\($0)") }.joined(separator: " "))
            }
        }
        lines += discharge(width, words)
        return lines
    }

    private func discharge(_ width: Int, _ words: Wording) -> [Line] {
        var lines: [Line] = []
        if let page = picture.discharge {
            lines += head("patient.discharge", words)
            lines += page.lines.map { line in
                let (sign, style): (String, Style) =
                    switch line.outcome {
                    case .met: ("✓", Style(.good))
                    case .notYet: ("·", Style(.caution))
                    case .cannotSay: ("?", Style(.caution, .bold))
                    }
                return Line("  \(sign) ", style) + Line(line.says)
                    + Line("  [\(line.source)]", .quiet)
            }
            let day = page.earliest.map { words.shortDay($0) } ?? words("discharge.unknown")
            lines.append(Line("  → \(day)", .bold))
            for (place, text) in picture.dischargeForecast.enumerated() {
                lines += text.wrapped(to: max(1, width - 6)).map {
                    Line("    " + $0, place < 2 ? .plain : .quiet)
                }
            }
        }
        if !picture.followUps.isEmpty {
            lines += head("patient.followUps", words)
            lines += picture.followUps.prefix(6).map { visit in
                Line(visit.done == nil ? "    " : "  ✓ ", Style(.good))
                    + Line("\(words(visitPhrase(visit.visit)))  \(words.day(visit.due))")
            }
        }
        return lines
    }

    // MARK: History

    private func history(_ words: Wording) -> [Line] {
        picture.history.map { line in
            let style: Style = line.isWithdrawn ? .quiet : .plain
            let mark = line.isWithdrawn ? "  (\(words("record.withdrawn")))" : ""
            return Line("\(words.day(line.at.day)) \(line.at.time.text)  ", .quiet)
                + Line(words(line.what), style) + Line("  \(line.words)\(mark)  ", style)
                + Line(line.who, .quiet)
        }
    }

    private func head(_ key: String, _ words: Wording) -> [Line] {
        [Line(words(key), Style(.accent, .bold))]
    }
}

/// A flag with everything that made it: the same on the patient's page and on the page of flags.
enum FlagWords {
    static func mark(_ flag: Flag) -> FlagMark {
        switch flag.verdict {
        case .low: .low
        case .raised: .raised
        case .high: .high
        case .cannotSay: .cannotSay
        }
    }

    /// `CRS ▲  ICANS ● DEMO`: the same flags as on the Board.
    static func signs(
        _ flags: CourseFlags?, of concerns: [Flag.Concern] = Flag.Concern.allCases,
        _ words: Wording
    ) -> Line {
        var line = Line()
        for concern in concerns {
            guard let flag = flags?[concern] else { continue }
            let mark = mark(flag)
            if !line.text.isEmpty { line.add("  ") }
            line.add("\(words("flags.column.\(concern.rawValue)")) ", .quiet)
            line.add(mark.sign, mark.style)
            // Nobody stands behind a model of simulated data.
            if flag.isSimulated { line.add(" DEMO", .quiet) }
        }
        return line
    }

    static func lines(
        _ picture: PatientPicture, width: Int, _ words: Wording
    ) -> [Line] {
        var lines: [Line] = []
        for flag in picture.flags {
            let style = flag.flag.isRaised ? Style(.caution, .bold) : Style(.plain, .bold)
            lines += flag.headline.wrapped(to: max(10, width - 1)).map { Line($0, style) }
            for detail in flag.details {
                lines += detail.wrapped(to: max(10, width - 1)).map { Line($0, .quiet) }
            }
            if let before = flag.yesterday {
                lines.append(
                    Line(
                        "  " + words(Phrase("flags.change", ["before": .text(before)])),
                        Style(.accent)))
            }
        }
        for sign in picture.signs {
            let base = sign.baseline.map { words.value($0.value) } ?? "–"
            lines.append(
                Line("\(words("marker.\(sign.marker.rawValue)")) ", .bold)
                    + Line("\(base) \(sign.unit)  ", .quiet)
                    + Line(Sparkline.text(sign.points.map(\.value)), Style(.accent)))
            if let last = sign.points.last { lines.append(Line("  " + words(last.says))) }
        }
        for phrase in picture.csf?.phrases ?? [] {
            lines += words(phrase).wrapped(to: max(10, width - 1)).map { Line($0) }
        }
        return lines
    }
}
