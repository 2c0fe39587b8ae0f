public import Application
public import Domain
public import Terminal

extension Place {
    public static let statistics = Place("statistics", number: 6)
}

extension Action {
    public static let grouping = Action("grouping", "b")
    public static let nextMeasure = Action("nextMeasure", "M")
    public static let definitions = Action("definitions", "i")
    public static let whatIf = Action("whatIf", "w")
    public static let exportFigure = Action("exportFigure", "X")
}

/// What one person has made of the Statistics screen: which figure, as of when, and which row.
public struct StatisticsState: Equatable, Sendable {
    public private(set) var request = FigureRequest()
    public private(set) var figure: Figure?
    public private(set) var refusal: Phrase?
    public private(set) var scroll = Scroll()
    private var asked: FigureRequest?

    public init() {}

    var row: FigureTable.Row? {
        guard let rows = figure?.table.rows, rows.indices.contains(scroll.cursor) else {
            return nil
        }
        return rows[scroll.cursor]
    }

    mutating func wanted(isNews: Bool) -> FigureQuestion? {
        guard isNews || asked != request else { return nil }
        if asked?.page != request.page { scroll = Scroll() }
        asked = request
        return FigureQuestion(request)
    }

    mutating func keep(_ figure: Figure, _ request: FigureRequest) {
        // An answer that was overtaken by another wish is not shown.
        guard request == self.request else { return }
        (self.figure, refusal) = (figure, nil)
        scroll.jump(to: scroll.cursor, count: figure.table.rows.count)
    }

    mutating func refuse(_ why: Phrase) { refusal = why }

    mutating func turn(by step: Int) {
        let pages = FigureRequest.Page.allCases
        let place = pages.firstIndex(of: request.page) ?? 0
        request.page = pages[(place + step + pages.count) % pages.count]
        figure = nil
    }

    mutating func show(_ page: FigureRequest.Page) {
        request.page = page
        figure = nil
    }

    /// By nothing, then by each grouping in turn; a plain list of steps becomes one step.
    mutating func regroup() {
        let all = FigureGrouping.allCases
        let next = request.grouping.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        request.grouping = next < all.count ? all[next] : nil
        if request.page == .waits { openPair() }
    }

    /// The step under the cursor becomes the one that is looked at.
    mutating func openPair() {
        if let key = row?.key, let pair = WaitPair.standard.first(where: { $0.key == key }) {
            request.pair = pair
        }
        show(.pair)
    }

    mutating func nextMeasure() {
        if request.page == .control {
            let all = ControlMeasure.standard
            let place = all.firstIndex(of: request.measure) ?? 0
            request.measure = all[(place + 1) % all.count]
        } else {
            let all = WaitPair.standard
            let place = all.firstIndex(of: request.pair) ?? 0
            request.pair = all[(place + 1) % all.count]
        }
    }

    mutating func shift(months: Int, today: Day) {
        let day = (request.asOf ?? today).adding(months: months)
        request.asOf = day >= today ? nil : day
    }

    mutating func showToday() { request.asOf = nil }

    mutating func move(_ movement: Movement, height: Int) {
        movement.apply(to: &scroll, count: figure?.table.rows.count ?? 0, height: height)
    }

    mutating func reveal(height: Int) {
        scroll.reveal(count: figure?.table.rows.count ?? 0, height: height)
    }
}

extension StatisticsState: ScreenState {
    public static var place: Place { .statistics }
    public static var actions: [Action] {
        [
            .nextPane, .previousPane, .grouping, .nextMeasure, .whatIf, .definitions, .exportFigure,
            .setFigure, .improve, .earlier, .later, .today,
        ]
    }
    public static var hints: [Action] {
        [.open, .nextPane, .grouping, .nextMeasure, .whatIf, .definitions, .exportFigure, .earlier]
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        reveal(height: StatisticsView.tableHeight(context.pane.rows))
        return wanted(isNews: isNews).map { [.ask($0)] } ?? []
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, figure) = answer.reply(to: FigureQuestion.self) {
            keep(figure, asked.request)
        } else if answer.asked is FigureQuestion, let why = answer.refusal {
            refuse(why)
        }
        return []
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        guard let movement = Movement(key) else { return nil }
        move(movement, height: StatisticsView.tableHeight(context.pane.rows))
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        let height = StatisticsView.tableHeight(context.pane.rows)
        move(.by(scroll.top + line - scroll.cursor), height: height)
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        switch action {
        case .open:
            guard let row else { return Phrase("refusal.nothingSelected") }
            return row.courses.isEmpty ? Phrase("statistics.nobody") : nil
        case .setFigure:
            guard row != nil else { return Phrase("refusal.nothingSelected") }
            guard request.page == .kpis || request.page == .pdca else {
                return Phrase("statistics.nothingToSet")
            }
            return context.linkRefusal
        case .improve: return context.linkRefusal
        case .later: return request.asOf == nil ? Phrase("statistics.isNow") : nil
        case .definitions, .exportFigure:
            return figure == nil ? Phrase("refusal.nothingSelected") : nil
        default: return nil
        }
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .nextPane: turn(by: 1)
        case .previousPane: turn(by: -1)
        case .grouping: regroup()
        case .nextMeasure: nextMeasure()
        case .earlier: shift(months: -1, today: context.today)
        case .later: shift(months: 1, today: context.today)
        case .today: showToday()
        case .open:
            guard let row else { return [] }
            let question = CoursesQuestion(row.courses)
            return [.open(CoursesSheet(title: row.label, question: question)), .ask(question)]
        case .definitions:
            return figure.map { [.open(DefinitionSheet(figure: $0))] } ?? []
        case .whatIf: return [.open(WhatIfSheet())]
        case .setFigure:
            guard let row else { return [] }
            return request.page == .kpis
                ? [.open(TargetForm(row.key, row.label))] : [.open(DecideForm(row.key, row.label))]
        case .improve: return [.open(StartForm(request.measure, today: context.today))]
        case .exportFigure: return [.open(ExportMenu(request, context.words.language))]
        default: break
        }
        return []
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        StatisticsView(state: self).draw(in: pane, on: &frame, context.words)
    }
}
