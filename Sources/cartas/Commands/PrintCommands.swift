import Application
import Domain
import TUI

/// What is printed and pinned up.
enum PrintCommands {
    static let all = [day, plan, calendar]

    static let day = Command(
        "print", "day", [.init(name: "DAY", isOptional: true)], act: .readSchedule
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let today = place.clock().day
        guard let typed = invocation.optionalPlace(0) else {
            return try print(invocation, place) { $0.day(today) }
        }
        guard let day = DayEntry.day(typed, today: today) else {
            throw .usage(Phrase("form.day", ["text": .text(typed)]))
        }
        return try print(invocation, place) { $0.day(day) }
    }

    static let plan = Command(
        "print", "plan", [.init(name: "COURSE")], act: .readSchedule
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        return try print(invocation, place) { $0.plan(of: course) }
    }

    static let calendar = Command(
        "print", "calendar", [.init(name: "COURSE")], act: .readSchedule
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        return try print(invocation, place) { $0.calendar(of: course) }
    }

    private static func print(
        _ invocation: Invocation, _ place: Workplace, _ lines: (Paper) -> [String]?
    ) throws(CommandError) -> ExitCode {
        let hospital = try storing { () throws(StoreError) in try place.office.hospital() }
        let paper = Paper(hospital, invocation.wording, now: place.clock())
        guard let lines = lines(paper) else {
            throw .refused(StoreError.missing(table: "course", key: invocation.place(0)))
        }
        if invocation.wantsJSON {
            invocation.console.print(JSON.array(lines.map { .string($0) }))
        } else {
            for line in lines { invocation.console.print(line) }
        }
        return .done
    }
}
