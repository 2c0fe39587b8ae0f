import Application
import Domain
import Terminal

/// The cover: nothing of any patient, and a way back in.
struct LockView {
    let lock: Lock
    let person: Operator?
    let now: Instant

    func draw(on frame: inout Frame, _ words: Wording) {
        let box = frame.area.centred(rows: 9, columns: 52)
        frame.box(box, title: "CARTAS", foot: now.time.text, Style(.accent))
        var area = box.inset(rows: 2, columns: 3)
        switch lock {
        case .covered:
            let text =
                person.map { words(Phrase("lock.covered", ["name": .text($0.name)])) }
                ?? words("lock.free")
            for line in (text + "\n" + words("lock.pressKey")).wrapped(to: area.columns) {
                let row = area.cutTop(1)
                guard !row.isEmpty else { return }
                frame.write(line, row: row.row, column: row.column, width: row.columns)
            }
        case .asking(let form): form.draw(in: area, on: &frame, words)
        case .checking:
            frame.write(words("lock.checking"), row: area.row, column: area.column, .quiet)
        }
    }
}
