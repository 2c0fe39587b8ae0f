import Application
import Domain
import Terminal

/// What is the matter now on the left, and how it came on the right; what it means at the foot.
struct PatientNow {
    let picture: PatientPicture
    let scroll: Scroll
    let now: Instant

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        let means = guidance(words, width: area.columns)
        if area.rows >= 9, !means.isEmpty {
            var foot = area.cutBottom(min(means.count + 1, area.rows / 3))
            frame.rule(foot.cutTop(1), title: words("patient.means"), .quiet)
            PatientView.draw(means, Scroll(), in: foot, on: &frame)
        }
        let left = area.cutLeft(area.columns >= 120 ? 60 : area.columns * 9 / 20)
        PatientView.draw(lines(words, width: left.columns - 1), scroll, in: left, on: &frame)
        for row in area.row..<area.row + area.rows {
            frame.write("│", row: row, column: area.column, .quiet)
        }
        _ = area.cutLeft(2)
        PatientCharts(picture: picture, zoom: .all, shift: 0, now: now)
            .drawSmall(in: area, on: &frame, words)
    }

    private func lines(_ words: Wording, width: Int) -> [Line] {
        var lines: [Line] = picture.escalations.map {
            Line("! " + words($0.waiting), Style(.danger, .bold))
        }
        for toxicity in [Toxicity.crs, .icans, .licats] {
            if let line = grade(toxicity, words) { lines.append(line) }
        }
        if picture.isInfused, picture.grades.isEmpty {
            lines.append(Line("? " + words("handover.noGrade"), Style(.caution)))
        }
        for item in picture.due {
            let isDue = item.due <= now
            var line = Line("\(item.label) ", isDue ? Style(.danger, .bold) : .plain)
            line.add(due(item.due, words), isDue ? Style(.danger, .bold) : .quiet)
            lines.append(line)
        }
        for task in picture.tasks.prefix(6) {
            let isDue = task.due <= now
            var line = Line(isDue ? "! " : "  ", Style(.danger, .bold))
            line.add(due(task.due, words) + " ", .quiet)
            line.add(task.what)
            lines.append(line)
        }
        for dose in picture.treatments.suffix(3) {
            var line = Line(words("patient.given") + " ", .quiet)
            line.add("\(dose.drug) \(dose.dose) \(words.moment(dose.at))")
            lines.append(line)
        }
        for flag in picture.flags where flag.flag.isRaised || !flag.flag.model.isEmpty {
            let style: Style = flag.flag.isRaised ? Style(.caution, .bold) : .quiet
            lines += flag.headline.wrapped(to: max(10, width)).map { Line($0, style) }
        }
        if let entry = picture.entries.last(where: { !$0.sentence.isEmpty }) {
            lines.append(
                Line(words("ward.sentence") + " ", .quiet)
                    + Line("\(words.moment(entry.at)) \(entry.sentence)"))
        }
        return lines
    }

    private func due(_ at: Instant, _ words: Wording) -> String {
        let key = at <= now ? "patient.overdue" : "patient.due"
        let text = words.moment(at, near: now)
        return words(Phrase(key, ["at": .text(text)]))
    }

    /// `! ICANS 2 ↑ since 06:10 (ICE 6)`.
    private func grade(_ toxicity: Toxicity, _ words: Wording) -> Line? {
        guard let record = picture.standing(toxicity) else { return nil }
        let (level, before) = (record.grade.level, picture.before(toxicity) ?? 0)
        let rises = level > before
        let style: Style =
            level == 0 ? Style(.good) : rises ? Style(.danger, .bold) : Style(.caution, .bold)
        var line = Line(rises ? "! " : "  ", Style(.danger, .bold))
        line.add("\(words(toxicity.phrase)) \(level)", style)
        line.add(rises ? " ↑" : level < before ? " ↓" : " =", style)
        line.add(" \(words.moment(record.grade.at))", .quiet)
        if toxicity == .icans,
            let ice = picture.charts.first(where: { $0.code == "ICE" })?.points.last
        {
            line.add("  ICE \(Int(ice.value))", .bold)
        }
        return line
    }

    private func guidance(_ words: Wording, width: Int) -> [Line] {
        picture.guidance.filter { $0.level > 0 }.flatMap { line in
            "\(words(line.toxicity.phrase)) \(line.level): \(line.says) [\(line.source)]"
                .wrapped(to: max(10, width - 2)).map { Line($0) }
        }
    }
}

extension Escalation {
    /// Which grade rose, and that somebody has to answer.
    var waiting: Phrase {
        Phrase(
            "patient.waits",
            [
                "toxicity": .phrase(toxicity.phrase), "before": .count(before),
                "level": .count(level),
            ])
    }
}
