import Application
import Domain
import TUI
import Terminal

/// The centre of PRODUCT's drawing, on the morning of Saturday 21 November 2026.
enum Sample {
    static let today = Day(number: 20_778)
    static let now = Instant(today, ClockTime(hour: 9, minute: 41) ?? .midnight, offsetMinutes: 540)

    static func day(_ offset: Int) -> Day { today + offset }

    static func bar(_ kind: Bar.Kind, _ state: Bar.State, _ first: Int, _ last: Int) -> Bar {
        Bar(kind, state, day(first)...day(last))
    }

    static let board: [BoardRow] = [
        BoardRow(
            course: "K-0139", patient: "00482913", name: "鈴木 一郎", reading: "スズキ イチロウ",
            product: "cilta-cel", stage: Phrase("stage.monitoring"), stageRank: 8,
            dayAfterInfusion: 6,
            crs: .grade(2, .steady), icans: .grade(1, .rising),
            bars: [
                bar(.conditioning, .done, -11, -9), bar(.infusion, .done, -6, -6),
                bar(.stay, .done, -5, 0), bar(.stay, .confirmed, 1, 14),
            ], dayZero: day(-6), notes: [Phrase("slots.isFree")]),
        BoardRow(
            course: "K-0142", patient: "00482914", name: "佐藤 花子", reading: "サトウ ハナコ",
            product: "axi-cel", stage: Phrase("stage.manufacturing"), stageRank: 4, crs: .raised,
            icans: .high,
            bars: [
                bar(.collection, .done, -1, -1), bar(.manufacturing, .confirmed, 0, 18),
                bar(.ready, .confirmed, 18, 18), bar(.delivery, .confirmed, 19, 19),
                bar(.conditioning, .confirmed, 22, 24), bar(.gap, .confirmed, 25, 26),
                bar(.infusion, .confirmed, 27, 27), bar(.stay, .confirmed, 28, 42),
            ], dayZero: day(27), onTime: 0.87, conflicts: 1,
            notes: [
                Phrase("board.changedBy", ["name": "Mori"]),
                Phrase("slots.isTaken", ["course": "K-0133"]),
            ]),
        BoardRow(
            course: "K-0145", patient: "00482915", name: "高橋 誠", reading: "タカハシ マコト",
            product: "tisa-cel", stage: Phrase("stage.apheresis"), stageRank: 3, crs: .low,
            icans: .low,
            bars: [
                bar(.washout, .confirmed, 0, 2), bar(.collection, .confirmed, 3, 3),
                bar(.manufacturing, .held, 4, 38), bar(.ready, .held, 38, 38),
                bar(.delivery, .held, 39, 39), bar(.conditioning, .held, 42, 44),
                bar(.infusion, .held, 47, 47), bar(.stay, .held, 48, 60),
            ], dayZero: day(47), onTime: 0.91),
        BoardRow(
            course: "K-0146", patient: "00482916", name: "Smith, John", reading: "",
            product: "liso-cel", stage: Phrase("stage.planning"), stageRank: 2, crs: .cannotSay,
            icans: .cannotSay, isToPlan: true),
    ]

    static let patients: [PatientRow] = board.map { row in
        PatientRow(
            patient: row.patient, course: row.course, name: row.name,
            reading: ["K-0139": "スズキ イチロウ", "K-0142": "サトウ ハナコ", "K-0145": "タカハシ マコト"][
                row.course] ?? "", birth: Day(number: -3000), sex: nil, stage: row.stage,
            stageRank: row.stageRank, product: row.product, dayZero: row.dayZero)
    }

    static let apheresis = Resource(
        id: Identifier(prefix: "R", number: 1), kind: .apheresisDevice, name: "アフェレーシス")

    static let sheet = ResourceSheet(
        resource: apheresis, first: day(-60),
        units: (1...3).map { unit in
            (-60..<120).map { offset -> ResourceSheet.Use in
                if day(offset).weekday.isWeekend { return .closed }
                let course = { Course.ID(prefix: "K", number: $0) }
                let booking = { Booking.ID(prefix: "B", number: $0) }
                switch (offset + 70 + unit * 3) % 7 {
                case 0, 4: return .free
                case 1: return .booked(booking(1), course(145), .confirmed)
                case 2: return .booked(booking(2), course(152), .held)
                default: return .blocked(kind: Phrase("blockKind.otherPatients"), words: "")
                }
            }
        })

    static let inbox: [InboxRow] = [
        InboxRow(
            id: "hold-1", due: now.adding(minutes: 31),
            what: Phrase("slots.isHeld", ["course": "K-0152"]), course: "K-0152", name: "山本 さくら",
            who: Phrase("role.coordinator"), place: Phrase("screen.slots"),
            destination: .slot(resource: apheresis.id.text, day(4))),
        InboxRow(
            id: "plan-1", due: now.adding(minutes: 3 * 24 * 60), what: Phrase("slots.isFree"),
            course: "K-0142", name: "佐藤 花子", who: Phrase("role.physician"),
            place: Phrase("screen.board"),
            destination: .course("K-0142")),
        InboxRow(
            id: "quarantine", due: nil, what: Phrase("inbox.empty"), course: "", name: "",
            who: Phrase("role.administrator"),
            place: Phrase("screen.inbox"), destination: .nowhere),
    ]

    static let live = Live(
        board: board, patients: patients,
        resources: [.init(id: apheresis.id.text, name: apheresis.name)] + others, inbox: inbox,
        revision: 1)

    private static let others: [Live.ResourceName] = [
        .init(id: "R-2", name: "処理室"), .init(id: "R-3", name: "投与枠"),
        .init(id: "R-4", name: "Ward bed"),
    ]

    static let sheetAnswer = Answer(
        SheetQuestion(apheresis.id, from: sheet.first, days: 180), sheet)

    static let freeAnswer = Answer(
        FreeQuestion(from: sheet.first, days: 180),
        FreeQuestion.Reply(
            first: sheet.first,
            counts: Dictionary(
                uniqueKeysWithValues: live.resources.enumerated().compactMap { number, resource in
                    (try? Resource.ID(resource.id)).map { id in
                        (
                            id,
                            (0..<180).map { day in
                                .init(
                                    open: (sheet.first + day).weekday.isWeekend ? 0 : number + 2,
                                    free: (day + number) % (number + 3))
                            }
                        )
                    }
                })))

    static let wordings = [Wording(.english), Wording(.japanese)]

    static let tanaka = Operator(id: "tanaka", name: "田中 恵", role: Phrase("role.coordinator"))

    static func app(
        _ rows: Int = 24, _ columns: Int = 80, _ language: Language = .english,
        idleSeconds: Int = 300
    ) -> App {
        var app = App(
            size: Size(rows: rows, columns: columns), now: now,
            settings: App.Settings(language: language, idleSeconds: idleSeconds), link: .live,
            person: tanaka, wordings: wordings)
        _ = app.update(.loaded(live))
        _ = app.update(.answer(sheetAnswer))
        _ = app.update(.answer(freeAnswer))
        return app
    }
}

extension App {
    /// Presses keys one after the other: names in angle brackets, everything else letter by letter.
    @discardableResult
    mutating func press(_ text: String) -> [Effect] {
        var effects: [Effect] = []
        var rest = text[...]
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">") {
                let name = String(rest[rest.index(after: rest.startIndex)..<end])
                let key = Key.Name(rawValue: name).map { Key.named($0) } ?? .unknown
                effects += update(.key(key))
                rest = rest[rest.index(after: end)...]
            } else {
                effects += update(.key(.text(first)))
                rest = rest.dropFirst()
            }
        }
        return effects
    }
}
