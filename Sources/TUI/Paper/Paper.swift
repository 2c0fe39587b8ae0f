public import Application
public import Domain
import Terminal

/// What is printed and pinned up, in fixed width and in both languages.
public struct Paper {
    private let hospital: Hospital
    private let words: Wording
    private let now: Instant

    public init(_ hospital: Hospital, _ words: Wording, now: Instant) {
        (self.hospital, self.words, self.now) = (hospital, words, now)
    }

    private var foot: String { words(Phrase("paper.printed", ["at": .instant(now)])) }

    /// Everything that takes place on a day, and what has to be done on it.
    public func day(_ day: Day) -> [String] {
        var table = PaperTable(
            heads: ["time", "activity", "place", "course", "patient", "state"].map {
                words("paper.\($0)")
            })
        let held = hospital.courses.values.flatMap { state in
            state.standing.map(\.record).filter { $0.span.contains(day) }.map { (state, $0) }
        }.sorted { one, other in key(one.1) < key(other.1) }
        for (state, booking) in held where booking.activity != .icuReserve {
            table.rows.append([
                booking.time?.text ?? "", what(booking, on: day), place(booking, on: day),
                booking.course.text, hospital.patients[state.record.patient]?.name.full ?? "–",
                words(booking.state.phrase),
            ])
        }
        var lines = [words(Phrase("paper.day", ["day": .day(day)])), ""]
        lines += table.rows.isEmpty ? [words("paper.nothing")] : table.lines()
        let due = hospital.tasks.values.filter { $0.due.day == day }
            .sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        if !due.isEmpty {
            var tasks = PaperTable(
                heads: ["time", "course", "who", "what"].map { words("paper.\($0)") })
            tasks.rows = due.map {
                [$0.due.time.text, $0.course?.text ?? "", words($0.role.phrase), $0.what]
            }
            lines += ["", words("paper.tasks"), ""] + tasks.lines()
        }
        return lines + ["", foot]
    }

    private func key(_ booking: Booking) -> (Int, Int, String) {
        let kind = Activity.Kind.allCases.firstIndex(of: booking.activity) ?? 0
        let minutes = booking.time.map { $0.hour * 60 + $0.minute } ?? 24 * 60
        return (kind, minutes, booking.id.text)
    }

    /// `ward stay 3/14`: which of its days this is.
    private func what(_ booking: Booking, on day: Day) -> String {
        let name = words(booking.activity.phrase)
        guard booking.span.length > 1 else { return name }
        return "\(name) \(day - booking.span.first + 1)/\(booking.span.length)"
    }

    private func place(_ booking: Booking, on day: Day) -> String {
        guard let place = booking.places.first(where: { $0.day == day }) ?? booking.places.first
        else { return "" }
        return "\(hospital.resources[place.resource]?.name ?? place.resource.text) \(place.unit)"
    }

    /// The whole plan of a course, from its referral on.
    public func plan(of course: Course.ID) -> [String]? {
        guard let state = hospital.courses[course] else { return nil }
        var table = PaperTable(
            heads: ["from", "to", "D", "activity", "place", "state"].map { words("paper.\($0)") })
        for milestone in state.milestones {
            table.rows.append([
                words.shortDay(milestone.at.day), "", dayText(milestone.at.day, state),
                words(milestone.kind.phrase), "", milestone.at.time.text,
            ])
        }
        for booking in state.standing.map(\.record) {
            let isLong = booking.span.length > 1
            table.rows.append([
                words.shortDay(booking.span.first),
                isLong ? words.shortDay(booking.span.last) : "",
                dayText(booking.span.first, state), words(booking.activity.phrase),
                place(booking, on: booking.span.first), words(booking.state.phrase),
            ])
        }
        let conflicts = hospital.conflicts(of: state, on: now.day)
            .map { "! " + words($0.phrase) }
        return [heading(state, "paper.plan"), ""] + table.lines()
            + (conflicts.isEmpty ? [] : [""] + conflicts) + ["", foot]
    }

    private func dayText(_ day: Day, _ state: Hospital.CourseState) -> String {
        guard let zero = state.dayZero else { return "" }
        let offset = day - zero
        return offset == 0 ? "D0" : offset < 0 ? "D−\(-offset)" : "D+\(offset)"
    }

    private func heading(_ state: Hospital.CourseState, _ key: String) -> String {
        let product = state.record.product.flatMap { hospital.products[$0]?.product.name }
        return words(
            Phrase(
                key,
                [
                    "course": .text(state.record.id.text),
                    "name": .text(hospital.patients[state.record.patient]?.name.full ?? "–"),
                    "product": .text(product ?? "–"),
                ]))
    }

    /// The patient's own calendar: only what the patient comes for, in weeks.
    public func calendar(of course: Course.ID) -> [String]? {
        guard let state = hospital.courses[course] else { return nil }
        let seen: [Activity.Kind] = [.apheresis, .bridging, .conditioning, .infusion, .wardStay]
        let bookings = state.standing.map(\.record).filter { seen.contains($0.activity) }
        var lines = [heading(state, "paper.calendar"), ""]
        guard let first = bookings.map(\.span.first).min(),
            let last = bookings.map(\.span.last).max()
        else { return lines + [words("paper.noDates"), "", foot] }
        let rule = "+" + String(repeating: String(repeating: "-", count: 10) + "+", count: 7)
        let names = Weekday.allCases.map { words.weekday($0).fitted(to: 10) }
        lines += [rule, "|" + names.joined(separator: "|") + "|", rule]
        var monday = first - first.weekday.rawValue
        while monday <= last {
            let cells = (0..<7).map { cell(monday + $0, bookings, isFirst: monday <= first) }
            let height = cells.map(\.count).max() ?? 1
            for line in 0..<height {
                let row = cells.map { ($0.indices.contains(line) ? $0[line] : "").fitted(to: 10) }
                lines.append("|" + row.joined(separator: "|") + "|")
            }
            lines.append(rule)
            monday = monday + 7
        }
        if bookings.contains(where: { $0.state == .held || $0.state == .proposed }) {
            lines += ["", words("paper.unsure")]
        }
        return lines + ["", words("paper.ask"), foot]
    }

    private func cell(_ day: Day, _ bookings: [Booking], isFirst: Bool) -> [String] {
        let isMonthShown = day.dayOfMonth == 1 || day.weekday == .monday
        var lines = [isMonthShown ? words.monthAndDay(day) : "\(day.dayOfMonth)"]
        for booking in bookings where booking.span.contains(day) {
            let isSure = booking.state == .confirmed || booking.state == .done
            lines += (words(booking.activity.phrase) + (isSure ? "" : " ?")).wrapped(to: 10)
            if let time = booking.time, day == booking.span.first { lines.append(time.text) }
        }
        return lines
    }
}
