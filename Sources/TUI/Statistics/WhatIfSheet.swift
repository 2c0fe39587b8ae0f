import Application
import Domain
import Terminal

/// A question "what if": typed, simulated with its progress in the foot, and kept if it is wanted.
struct WhatIfSheet: Overlay {
    private(set) var field = TextField("", limit: 300)
    private(set) var work: WhatIfWork?
    private(set) var reply: WhatIfAnswer?
    private(set) var refusal: Phrase?
    private(set) var scroll = Scroll()

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if let reply { return read(reply, key, context) }
        if work != nil {
            // What runs is given up; what was typed stays.
            guard key == .escape else { return [] }
            work = nil
            return [.effect(.cancelWork)]
        }
        switch key {
        case .escape: return [.close]
        case .enter:
            let texts = field.text.split(separator: ";").map { part in
                part.split(separator: " ").joined(separator: " ")
            }.filter { !$0.isEmpty }
            let asked = WhatIfWork(texts, now: context.words("whatif.now"))
            (work, refusal) = (asked, nil)
            return [.start(asked)]
        default: _ = field.take(key)
        }
        return []
    }

    private mutating func read(
        _ reply: WhatIfAnswer, _ key: Key, _ context: Context
    ) -> [Step] {
        switch key {
        case .escape, .text("q"): return [.close]
        case .text("K"):
            if let why = context.linkRefusal { return [.refuse(why)] }
            let name = field.text.isEmpty ? context.words("whatif.now") : field.text
            return [.close, .act(KeepScenario(reply, named: name, context.words.language))]
        default: break
        }
        if let movement = Movement(key) {
            let count = lines(reply, context).count
            movement.apply(to: &scroll, count: count, height: context.pane.rows - 4)
            scroll.reveal(count: count, height: context.pane.rows - 4)
        }
        return []
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard let work, answer.asked.isSame(as: work) else { return [] }
        self.work = nil
        refusal = answer.refusal
        if let (_, reply) = answer.reply(to: WhatIfWork.self) { self.reply = reply }
        return []
    }

    private static func width(_ columns: Int) -> Int { min(columns - 2, 116) }

    private func lines(_ reply: WhatIfAnswer, _ context: Context) -> [String] {
        let width = Self.width(context.pane.columns) - 4
        let figure = reply.figure(asOf: context.now)
        let texts =
            figure.notes.map { context.words($0) }
            + figure.definitions.map { "– " + context.words($0) }
        return reply.columns(context.words, width: width) + [""]
            + texts.flatMap { $0.wrapped(to: width) }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let width = Self.width(frame.size.columns)
        let shown = reply.map { lines($0, context) } ?? []
        let foot =
            reply != nil ? "whatif.footDone" : work != nil ? "whatif.footRun" : "whatif.footAsk"
        let area = frame.sheet(
            rows: min(reply == nil ? 8 : shown.count + 2, frame.size.rows - 2), columns: width,
            title: words("whatif.title"), foot: words(foot))
        guard reply == nil else {
            for (line, place) in scroll.window(count: shown.count, height: area.rows).enumerated() {
                frame.write(
                    shown[place].clipped(to: area.columns), row: area.row + line,
                    column: area.column, width: area.columns)
            }
            return
        }
        guard area.rows > 2 else { return }
        frame.write(Line(words("whatif.ask"), .quiet), row: area.row, column: area.column)
        var rest = area
        _ = rest.cutTop(1)
        field.draw(
            in: rest.cutTop(1), on: &frame, Style(paper: .raised), hasFocus: work == nil)
        _ = rest.cutTop(1)
        if work != nil {
            let share = context.work?.share.map { " \(Int($0 * 100)) %" } ?? ""
            frame.write([Line(words("whatif.working") + share)], in: &rest)
        } else if let refusal {
            frame.write(
                words(refusal).wrapped(to: area.columns).map { Line($0, Style(.danger)) }, in: &rest
            )
        } else {
            frame.write(
                words("whatif.examples").wrapped(to: area.columns).map { Line($0, .quiet) },
                in: &rest)
        }
    }
}
