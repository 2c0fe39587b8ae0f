public import Application
public import Domain
public import Terminal

extension Place {
    public static let flags = Place("flagsPage")
}

/// The flags of everybody before day 28, and everything behind those of the course in hand.
public struct FlagsState: Equatable, Sendable {
    public private(set) var table = TableState()
    public private(set) var rows: [FlagRow] = []
    public private(set) var picture: PatientPicture?
    public private(set) var detail = Scroll()
    private var isRead = false
    private var asked: FlagsQuestion?
    private var askedPicture: PictureQuestion?
    /// A course to which somebody wants to go before the list has come.
    private var wanted: String?

    public init() {}

    private var row: FlagRow? { rows.first { $0.course.text == table.selected } }

    private mutating func arrange() {
        table.arrange(rows, FlagColumns.all, id: \.course.text, search: \.search)
    }
}

extension FlagRow {
    var search: Searchable { Searchable("\(course.text) \(name) \(product)") }
}

extension FlagsState: ScreenState {
    public static var place: Place { .flags }
    public static var actions: [Action] {
        [.cards, .filter, .sort, .reverseSort, .earlier, .later]
    }
    public static var hints: [Action] { [.open, .cards, .filter, .sort, .later, .goTo] }

    public var filter: String { table.filter }

    public mutating func setFilter(_ text: String, _ context: Context) {
        table.setFilter(text)
        arrange()
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        table.reveal(height: FlagsView.listHeight(context.pane.rows))
        var steps: [Step] = []
        let question = FlagsQuestion(context.language)
        if isNews || asked != question {
            asked = question
            steps.append(.ask(question))
        }
        guard let row else { return steps }
        let one = PictureQuestion(row.course, context.language)
        if isNews || askedPicture != one {
            askedPicture = one
            detail = Scroll()
            steps.append(.ask(one))
        }
        return steps
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (_, reply) = answer.reply(to: FlagsQuestion.self) {
            (rows, isRead) = (reply.rows, true)
            arrange()
            if let wanted {
                _ = table.select(wanted, rows, id: \.course.text)
                self.wanted = nil
            }
        }
        if let (asked, reply) = answer.reply(to: PictureQuestion.self), asked.course == row?.course
        {
            picture = reply
        }
        return []
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        guard let movement = Movement(key) else { return nil }
        table.move(
            movement, rows, height: FlagsView.listHeight(context.pane.rows), id: \.course.text)
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        table.move(
            .by(table.scroll.top + line - table.scroll.cursor), rows, height: context.pane.rows,
            id: \.course.text)
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        guard case .course(let course) = subject else { return false }
        if !table.select(course, rows, id: \.course.text) { wanted = course }
        return true
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        (action == .open || action == .cards) && row == nil
            ? Phrase("refusal.nothingSelected") : nil
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .open: return [.go(.patient, row.map { .course($0.course.text) })]
        case .cards: return TextSheet.opening(.cards, row?.course, context)
        case .sort: table.sortByNext(FlagColumns.all)
        case .reverseSort: table.reverseSort()
        case .earlier: detail.move(by: -4, count: 200)
        case .later: detail.move(by: 4, count: 200)
        default: break
        }
        arrange()
        return []
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        FlagsView(state: self, isRead: isRead).draw(in: pane, on: &frame, context.words)
    }
}

enum FlagColumns {
    static let all: [Column<FlagRow>] =
        [
            Column(
                "course", Phrase("board.column.course"), least: 7,
                line: { row, _ in Line(row.course.text) }, key: { .text($0.course.text) }),
            Column(
                "name", Phrase("board.column.patient"), least: 10, ideal: 18,
                line: { row, _ in Line(row.name, .bold) }, key: { .text($0.name) }),
            Column(
                "product", Phrase("board.column.product"), least: 9, sheds: 1,
                line: { row, _ in Line(row.product) }, key: { .text($0.product) }),
            Column(
                "day", Phrase("ward.day"), least: 5,
                line: { row, words in Line(words.dayAfterInfusion(row.dayAfterInfusion)) },
                key: { $0.dayAfterInfusion.map { .number(Double($0)) } ?? .missing }),
        ]
        + Flag.Concern.allCases.map { concern in
            Column(
                concern.rawValue, Phrase("flags.column.\(concern.rawValue)"), least: 10, ideal: 16,
                line: { row, words in
                    guard let flag = row.flags[concern] else { return Line("–", .quiet) }
                    let mark = FlagWords.mark(flag)
                    var line = Line("\(mark.sign) ", mark.style)
                    if let risk = flag.risk { line.add("\(words.percent(risk))% ") }
                    // Nobody stands behind a model of simulated data.
                    if flag.isSimulated { line.add("DEMO", .quiet) }
                    return line
                },
                key: { row in
                    .number(-(row.flags[concern].map { FlagWords.mark($0).rank } ?? 0))
                })
        }
}

struct FlagsView {
    let state: FlagsState
    let isRead: Bool

    static func listHeight(_ pane: Int) -> Int { max(1, pane * 2 / 5) }

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        state.table.drawTitle(
            area.cutTop(1), Phrase("flags.title", ["count": .count(state.rows.count)]),
            on: &frame, words)
        TableView(
            columns: FlagColumns.all, rows: state.rows, state: state.table,
            empty: Phrase(isRead ? "flags.none" : "patient.reading")
        ).draw(in: area.cutTop(Self.listHeight(pane.rows) + 1), on: &frame, words)
        let rule = area.cutTop(1)
        guard let picture = state.picture, picture.course.text == state.table.selected else {
            frame.rule(rule, .quiet)
            return
        }
        frame.rule(
            rule, title: "\(picture.course.text) \(picture.patient.name.full)",
            right: words("flags.legend"), .quiet)
        PatientView.draw(
            FlagWords.lines(picture, width: area.columns, words),
            state.detail, in: area.inset(columns: 1), on: &frame)
    }
}
