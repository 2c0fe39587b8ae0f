public import Application
public import Domain
public import Terminal

extension Place {
    public static let patient = Place("patient")
}

/// The page of one patient: what a nurse has to know in ten seconds, and what is behind it.
public struct PatientState: Equatable, Sendable {
    public enum Tab: String, CaseIterable, Sendable { case now, charts, flags, care, history }

    public private(set) var course: Course.ID?
    public private(set) var picture: PatientPicture?
    public private(set) var tab = Tab.now
    /// The first chart that is drawn large.
    public private(set) var chart = 0
    private(set) var zoom = PatientCharts.Zoom.all
    /// Days that the charts were moved to the left.
    public private(set) var shift = 0
    public private(set) var scroll = Scroll()
    private var asked: PictureQuestion?

    public init() {}

    mutating func open(_ id: Course.ID) {
        guard id != course else { return }
        (course, picture, asked) = (id, nil, nil)
        (scroll, shift, zoom, chart, tab) = (Scroll(), 0, .all, 0, .now)
    }
}

extension PatientState: ScreenState {
    public static var place: Place { .patient }
    public static var actions: [Action] {
        Action.bedside + [
            .flags, .cards, .judgement, .apheresis, .plan, .why, .note, .event, .nextPane,
            .previousPane, .earlier, .later, .closer, .farther,
        ]
    }
    public static var hints: [Action] {
        [.ice, .findings, .dose, .answerRise, .nextPane, .closer, .chartText, .correctEntry, .back]
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        guard let course else { return [] }
        let question = PictureQuestion(course, context.language)
        guard isNews || asked != question else { return [] }
        asked = question
        return [.ask(question)]
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, reply) = answer.reply(to: PictureQuestion.self), asked.course == course {
            picture = reply
        }
        return []
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        switch subject {
        case .course(let text):
            guard let id = try? Course.ID(text) else { return false }
            open(id)
            return true
        case .patient(let patient):
            let row = context.live.patients.first { $0.patient == patient }
            guard let row, let id = try? Course.ID(row.page) else { return false }
            open(id)
            return true
        default: return false
        }
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        if case .text(let digit) = key, tab == .charts, digit == "j" || digit == "k" {
            moveChart(digit == "j" ? 1 : -1)
            return []
        }
        guard let movement = Movement(key) else { return nil }
        if tab == .charts {
            if case .by(let rows) = movement { moveChart(rows) }
            return []
        }
        movement.apply(to: &scroll, count: 400, height: context.pane.rows / 2)
        return []
    }

    private mutating func moveChart(_ by: Int) {
        chart = min(max(0, chart + by), max(0, (picture?.charts.count ?? 1) - 1))
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        guard course != nil else { return Phrase("refusal.nothingSelected") }
        let writes: [Action] = [
            .ice, .findings, .dose, .withdrawDose, .licats, .answerRise, .correctEntry, .timeOut,
            .milestone, .reserveDrug, .followUp,
        ]
        return writes.contains(action) ? context.linkRefusal : nil
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .nextPane: turn(1)
        case .previousPane: turn(-1)
        case .closer: zoom = zoom.closer
        case .farther: zoom = zoom.farther
        case .earlier: shift += max(1, zoom.days / 2)
        case .later: shift = max(0, shift - max(1, zoom.days / 2))
        case .flags: return [.go(.flags, course.map { .course($0.text) })]
        case .cards: return TextSheet.opening(.cards, course, context)
        case .judgement, .apheresis: return context.read(action, of: course)
        case .plan, .why: return context.plan(action, course: course?.text)
        case .note, .event: return context.open(action, on: course?.text)
        default:
            return context.bedside(
                action, course, escalations: picture?.escalations ?? [],
                entries: picture?.entries ?? [], last: picture?.milestones.last?.kind)
        }
        return []
    }

    private mutating func turn(_ by: Int) {
        let all = Tab.allCases
        let place = all.firstIndex(of: tab) ?? 0
        tab = all[(place + by + all.count) % all.count]
        scroll = Scroll()
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        PatientView(state: self, now: context.now).draw(in: pane, on: &frame, context.words)
    }
}
