import Clinical
import Domain

extension ClinicalDesk {
    /// What is next due of everything that is done again and again.
    ///
    /// Never done since the infusion means due since the day it begins.
    func due(
        _ observations: [Observation], _ grades: [Grade], infused: Instant?, now: Instant
    ) -> [DueItem] {
        guard let infused else { return [] }
        let day = now.day - infused.day
        return knowledge.ward.due.compactMap { rule in
            guard rule.days.contains(day) else { return nil }
            let last = observations.last { $0.code == rule.code && $0.at >= infused }?.at
            let isGraded =
                (grades.last { $0.toxicity == rule.toxicity && $0.at <= now }?.level ?? 0) > 0
            let hours = isGraded ? rule.hoursWhenGraded : rule.hours
            let begins = Instant(
                infused.day + rule.days.lowerBound, ClockTime(hour: 6, minute: 0) ?? .midnight,
                offsetMinutes: infused.offsetMinutes)
            let due = last.map { $0.adding(minutes: hours * 60) } ?? max(begins, infused)
            return DueItem(
                id: rule.id, label: wording(rule.label), due: due, last: last,
                source: wording(rule.provenance))
        }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    /// Flags in words, each with what it was a day ago.
    func lines(_ flags: CourseFlags?, _ yesterday: CourseFlags?) -> [FlagLine] {
        (flags?.flags ?? []).map { flag in
            let all = page(CourseFlags(course: flags?.course ?? noCourse, flags: [flag])).lines
            let before = yesterday?.flags.first {
                $0.concern == flag.concern && $0.model == flag.model
            }
            let changed = before.flatMap { $0.verdict == flag.verdict ? nil : headline($0) }
            return FlagLine(
                flag: flag, headline: headline(flag), details: Array(all.dropFirst()),
                yesterday: changed)
        }
    }
}

private let noCourse = Course.ID(prefix: "K", number: 0)
