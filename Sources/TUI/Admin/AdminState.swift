public import Application
public import Domain
public import Terminal

extension Action {
    public static let addUser = Action("addUser", "n")
    public static let switchUserOff = Action("switchUserOff", "x")
    public static let approveRule = Action("approveRule", "a")
    public static let verify = Action("verify", "v")
    public static let backUp = Action("backUp", "B")
    public static let retryMessage = Action("retryMessage", "y")
    public static let dropMessage = Action("dropMessage", "X")
    public static let addCode = Action("addCode", "C")
}

extension Place {
    public static let admin = Place("admin", number: 8)
}

/// Users, capacities, products, rules, models, the journal and the store: a list of each, and
/// what there is to say of every line.
public struct AdminState: Equatable, Sendable {
    public private(set) var section = AdminSection.users
    private var sheets: [AdminSection: AdminSheet] = [:]
    private var tables: [AdminSection: TableState] = [:]
    private var refusal: Phrase?
    /// What was asked last: a section, in a language, as of a revision of the data.
    private var asked: Asked?

    private struct Asked: Equatable {
        let question: AdminQuestion
        let revision: Int
    }

    public init() {}

    private var sheet: AdminSheet? { sheets[section] }
    private var table: TableState { tables[section] ?? TableState() }

    private static func columns(_ sheet: AdminSheet) -> [Column<AdminSheet.Row>] {
        sheet.heads.enumerated().map { place, head in
            let widest = sheet.rows.map { $0.cells[place].text.displayWidth }.max() ?? 0
            let isNumber = sheet.rows.contains { $0.cells[place].order != nil }
            let ideal = min(60, max(widest, 8))
            return Column(
                head, Phrase("admin.column.\(head)"), least: min(ideal, place == 0 ? 24 : 16),
                ideal: ideal, sheds: place < 2 ? 0 : place, alignsRight: isNumber,
                line: { row, _ in Line(row.cells[place].text, place == 0 ? .bold : .plain) },
                key: { row in
                    let cell = row.cells[place]
                    if let order = cell.order { return .number(order) }
                    return cell.text == "–" ? .missing : .text(cell.text)
                })
        }
    }

    private mutating func change(_ body: (inout TableState, AdminSheet) -> Void) {
        guard let sheet else { return }
        var table = table
        body(&table, sheet)
        tables[section] = table
    }

    private mutating func arrange() {
        change { table, sheet in
            table.arrange(
                sheet.rows, Self.columns(sheet), id: \.id,
                search: { Searchable($0.cells.map(\.text).joined(separator: " ")) })
        }
    }

    private mutating func move(_ movement: Movement, _ context: Context) {
        let height = height(context)
        change { table, sheet in
            table.move(movement, sheet.rows, height: height, id: \.id)
        }
    }

    private var isMessage: Bool {
        (section == .messages || section == .outbox) && table.selected != nil
    }

    private func height(_ context: Context) -> Int { max(1, context.pane.rows - 3) }

    private mutating func turn(by step: Int) {
        let all = AdminSection.allCases
        let place = all.firstIndex(of: section) ?? 0
        section = all[(place + step + all.count) % all.count]
        refusal = nil
        asked = nil
    }
}

extension AdminState: ScreenState {
    public static var place: Place { .admin }
    public static var actions: [Action] {
        [
            .nextPane, .previousPane, .addUser, .switchUserOff, .approveRule, .retryMessage,
            .dropMessage, .addCode, .verify, .backUp, .filter, .sort, .reverseSort,
        ]
    }
    public static var hints: [Action] {
        [.nextPane, .open, .addUser, .approveRule, .verify, .backUp, .filter]
    }

    public var filter: String { table.filter }

    public mutating func setFilter(_ text: String, _ context: Context) {
        change { table, _ in table.setFilter(text) }
        arrange()
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        let height = height(context)
        change { table, _ in table.reveal(height: height) }
        let wanted = Asked(
            question: AdminQuestion(section, context.words.language),
            revision: context.live.revision)
        guard wanted != asked, context.linkRefusal == nil else { return [] }
        asked = wanted
        return [.ask(wanted.question)]
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (question, sheet) = answer.reply(to: AdminQuestion.self) {
            sheets[question.section] = sheet
            if question.section == section {
                refusal = nil
                arrange()
            }
        } else if let question = answer.asked as? AdminQuestion, question.section == section {
            refusal = answer.refusal
            sheets[section] = nil
        }
        if let reply = answer.reply(to: VerifyWork.self)?.reply {
            return [.open(VerifyReport(reply))]
        }
        return []
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        switch key {
        case .right: turn(by: 1)
        case .left: turn(by: -1)
        default:
            guard let movement = Movement(key) else { return nil }
            move(movement, context)
        }
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        move(.by(table.scroll.top + line - 1 - table.scroll.cursor), context)
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        switch action {
        case .sort where sheet == nil, .reverseSort where sheet == nil:
            Phrase("refusal.nothingSelected")
        case .open where table.selected == nil || section == .store:
            Phrase("refusal.nothingSelected")
        case .switchUserOff where section != .users || table.selected == nil:
            Phrase("refusal.noUser")
        case .approveRule where section != .rules || table.selected == nil:
            Phrase("refusal.noRule")
        case .retryMessage where !isMessage, .dropMessage where !isMessage:
            Phrase("refusal.noMessage")
        case .addUser, .switchUserOff, .approveRule, .retryMessage, .dropMessage, .addCode,
            .verify, .backUp:
            context.linkRefusal
        default: nil
        }
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .nextPane: turn(by: 1)
        case .previousPane: turn(by: -1)
        case .sort: change { table, sheet in table.sortByNext(Self.columns(sheet)) }
        case .reverseSort: change { table, _ in table.reverseSort() }
        case .addUser: return [.open(UserForm())]
        case .backUp: return [.open(BackUpForm())]
        case .verify: return [.start(VerifyWork())]
        case .addCode: return [.open(CodeForm())]
        case .open, .switchUserOff, .approveRule, .retryMessage, .dropMessage:
            return perform(action, on: table.selected, context)
        default: break
        }
        arrange()
        return []
    }

    private func perform(_ action: Action, on row: String?, _ context: Context) -> [Step] {
        guard let row else { return [] }
        let language = context.words.language
        switch action {
        case .switchUserOff: return [.act(SwitchUser(row))]
        case .approveRule: return [.act(ApproveRule(row, language))]
        case .retryMessage: return [.act(RetryMessage(row, section, language))]
        case .dropMessage: return [.open(DropMessageForm(row, section))]
        default:
            let question = AdminPageQuestion(section, row, language)
            let title = Phrase(
                "admin.page", ["section": .phrase(section.phrase), "what": .text(row)])
            return [.open(AdminPage(title, question)), .ask(question)]
        }
    }

    /// The names of the sections, nearer to each other where there is little room.
    private func sections(_ words: Wording, width: Int) -> Line {
        let names = AdminSection.allCases.map { words($0.phrase) }
        let isRoomy = names.reduce(1) { $0 + $1.displayWidth + 3 } <= width
        var line = Line(isRoomy ? " " : "")
        for (each, name) in zip(AdminSection.allCases, names) {
            let isHere = each == section
            line.add(
                (isHere ? "[" : " ") + name + (isHere ? "]" : isRoomy ? " " : ""),
                isHere ? Style(.accent, .bold) : .quiet)
            if isRoomy { line.add(" ") }
        }
        return line
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        let words = context.words
        var area = pane
        table.drawTitle(area.cutTop(1), Phrase("screen.admin"), on: &frame, words)
        let tabs = area.cutTop(1)
        frame.write(
            sections(words, width: tabs.columns), row: tabs.row, column: tabs.column,
            width: tabs.columns)
        if let refusal {
            let text = words(refusal).wrapped(to: max(10, area.columns - 4))
            PatientView.draw(
                text.map { Line($0, Style(.caution)) }, Scroll(), in: area.inset(columns: 2),
                on: &frame)
        } else if let sheet {
            TableView(
                columns: Self.columns(sheet), rows: sheet.rows, state: table,
                empty: Phrase(sheet.rows.isEmpty ? "admin.empty" : "board.nothingFound")
            ).draw(in: area, on: &frame, words)
        }
    }
}
