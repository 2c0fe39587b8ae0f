import Application
import Domain
import Terminal

/// The ten items of ICE, one key each, with today's sentence beside the last one written.
///
/// `a` passes everything that is not answered yet, so that a well patient costs three keys.
struct ICESheet: Overlay {
    let course: Course.ID
    /// The time that the entry will have; fixed, so that what was judged is what is recorded.
    let at: Instant
    /// The entry that this one corrects; what else it held stays.
    let correcting: BedsideEntry?
    private(set) var answers: [Bool?]
    private(set) var cursor = 0
    /// The sentence being typed.
    private(set) var sentence = TextField(limit: 120)
    private(set) var isWriting = false
    private(set) var reply: JudgeQuestion.Reply?
    /// The last sentence that was written before, and the score then.
    private let before: BedsideEntry?

    init(
        _ course: Course.ID, at: Instant, before: BedsideEntry?, correcting: BedsideEntry? = nil
    ) {
        (self.course, self.at, self.before) = (course, at, before)
        self.correcting = correcting
        answers = BedsideEntry.iceItems.map { correcting?.ice[$0] }
        if let correcting { sentence = TextField(correcting.sentence, limit: 120) }
    }

    static func opening(
        _ course: Course.ID, _ entries: [BedsideEntry], _ context: Context
    ) -> [Step] {
        let last = entries.last { !$0.ice.isEmpty }
        return [.open(ICESheet(course, at: context.now, before: last))]
    }

    private var entry: BedsideEntry {
        var ice: [String: Bool] = [:]
        for (name, answer) in zip(BedsideEntry.iceItems, answers) { ice[name] = answer }
        return BedsideEntry(
            course, at: at, ice: ice, sentence: sentence.text.trimmed,
            findings: correcting?.findings ?? [:])
    }

    private var points: Int? { entry.icePoints }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .escape {
            guard isWriting else { return [.close] }
            isWriting = false
            return []
        }
        if key == .tab {
            isWriting.toggle()
            return []
        }
        if isWriting { return write(key) }
        switch key {
        case .enter: return submit(context)
        case .up: cursor = max(0, cursor - 1)
        case .down: cursor = min(answers.count - 1, cursor + 1)
        case .text("y"): set(true)
        case .text("n"): set(false)
        case .text(" "): answers[cursor] = !(answers[cursor] ?? false)
        case .text("a"): answers = answers.map { $0 ?? true }
        case .text(let letter):
            guard let item = Self.digits.firstIndex(of: letter) else { return [] }
            answers[item] = !(answers[item] ?? false)
            cursor = item
        default: return []
        }
        return ask(context)
    }

    /// The number of an item turns it over: what failed is one key.
    private static let digits = Array("1234567890")

    private mutating func set(_ passed: Bool) {
        answers[cursor] = passed
        cursor = min(answers.count - 1, cursor + 1)
    }

    private mutating func write(_ key: Key) -> [Step] {
        if key == .enter {
            isWriting = false
            return []
        }
        _ = sentence.take(key)
        return []
    }

    private func ask(_ context: Context) -> [Step] {
        points == nil ? [] : [.ask(JudgeQuestion(entry, context.language))]
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, reply) = answer.reply(to: JudgeQuestion.self), asked.entry.at == at {
            self.reply = reply
        }
        return []
    }

    private mutating func submit(_ context: Context) -> [Step] {
        if let why = context.linkRefusal { return [.refuse(why)] }
        guard points != nil else {
            let missing = zip(BedsideEntry.iceItems, answers).filter { $1 == nil }.map(\.0)
            cursor = answers.firstIndex { $0 == nil } ?? cursor
            return [
                .refuse(
                    Phrase(
                        "bedside.iceIncomplete",
                        ["items": .list(missing.map { .phrase(Phrase("ice.\($0)")) })]))
            ]
        }
        return [
            .close, .act(Assess(entry, correcting: correcting?.at, context.language)),
        ]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        var area = frame.sheet(
            rows: min(frame.size.rows - 2, 22), columns: min(frame.size.columns - 2, 100),
            title: words(Phrase("ice.title", ["course": .text(course.text)])),
            foot: words(isWriting ? "ice.footWriting" : "ice.foot"))
        drawItems(area.cutTop(min(10, area.rows)), on: &frame, words)
        drawSentences(&area, on: &frame, words)
        drawGrade(&area, on: &frame, words)
    }

    private func drawItems(_ area: Area, on frame: inout Frame, _ words: Wording) {
        for (index, name) in BedsideEntry.iceItems.enumerated() where index < area.rows {
            let isHere = index == cursor && !isWriting
            var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
            line.add("\(Self.digits[index])  ", Style(.accent))
            line.add(words("ice.\(name)").fitted(to: 30), isHere ? .bold : .plain)
            switch answers[index] {
            case true?: line.add("✓ " + words("ice.passed"), Style(.good))
            case false?: line.add("✗ " + words("ice.failed"), Style(.danger, .bold))
            case nil: line.add("? " + words("ice.unasked"), Style(.caution))
            }
            if let before = before?.ice[name] {
                line.add(before ? "   ✓" : "   ✗", .quiet)
            }
            frame.write(line, row: area.row + index, column: area.column, width: area.columns)
        }
    }

    private func drawSentences(_ area: inout Area, on frame: inout Frame, _ words: Wording) {
        _ = area.cutTop(1)
        let last = area.cutTop(1)
        if !last.isEmpty {
            let text = before.map { "\(words.moment($0.at))  \($0.sentence)" } ?? "–"
            frame.write(
                Line(words("ice.before") + "  ", .quiet) + Line(text), row: last.row,
                column: last.column, width: last.columns)
        }
        var row = area.cutTop(1)
        guard !row.isEmpty else { return }
        let label = words("ice.today") + "  "
        frame.write(
            label, row: row.row, column: row.column, isWriting ? Style(.accent, .bold) : .plain)
        _ = row.cutLeft(min(row.columns, label.displayWidth))
        sentence.draw(
            in: row, on: &frame, Style(.plain, paper: .raised, .underline), hasFocus: isWriting)
    }

    private func drawGrade(_ area: inout Area, on frame: inout Frame, _ words: Wording) {
        _ = area.cutTop(1)
        let score = area.cutTop(1)
        guard !score.isEmpty else { return }
        var line = Line("ICE \(points.map(String.init) ?? "?")", .bold)
        if let old = before?.icePoints { line.add("  ← \(old)", .quiet) }
        for grade in reply?.lines ?? [] where points != nil {
            line.add("   ")
            line = line + GradeLine.line(grade, words)
        }
        frame.write(line, row: score.row, column: score.column, width: score.columns)
        guard points != nil else { return }
        GradeLine.draw(reply, in: area, on: &frame)
    }
}

/// A grade as a form shows it while it is filled in.
enum GradeLine {
    static func line(_ grade: JudgeQuestion.Line, _ words: Wording) -> Line {
        let before = grade.before ?? 0
        let style: Style =
            grade.level > before
            ? Style(.danger, .bold) : grade.level == 0 ? Style(.good) : Style(.caution, .bold)
        var line = Line("\(words(grade.toxicity.phrase)) \(grade.level)", style)
        if grade.level > before { line.add(" ↑", style) }
        if grade.level < before { line.add(" ↓", style) }
        return line
    }

    /// What decided, what it means, and where that is written.
    static func draw(
        _ reply: JudgeQuestion.Reply?, in area: Area, on frame: inout Frame
    ) {
        guard let reply else { return }
        let texts = reply.refused + reply.lines.flatMap { $0.text.dropFirst() }
        let lines = texts.flatMap { $0.trimmed.wrapped(to: max(1, area.columns)) }
        for (row, text) in lines.prefix(area.rows).enumerated() {
            frame.write(text, row: area.row + row, column: area.column, width: area.columns, .quiet)
        }
    }
}
