import Application
import Domain
import Support
import Terminal

@testable import TUI

/// The screens on a demonstration store: what a key leads to is carried out at once, on one
/// thread, as the runtime does on three.
struct EngineDesk {
    var app: App
    let follower: Follower
    private let folder: TemporaryFolder
    private var builder = LiveBuilder()
    private(set) var said: [Phrase] = []
    private(set) var refused: [Phrase] = []

    init(
        _ rows: Int = 48, _ columns: Int = 160, _ language: Language = .english,
        user: String = "tanaka",
        _ size: DemoHospital.Size = .init(courses: 24, years: 1, seed: 3)
    ) throws {
        folder = try TemporaryFolder()
        let address = folder.file("demo.sqlite")
        try Founding.demo(address, size, now: Sample.now) { _ in }
        let premises = try Premises(opening: address)
        let person = try premises.person(named: user, token: nil, now: Sample.now)
        follower = Follower(premises, person: person, clock: { Sample.now })
        app = Sample.app(rows, columns, language)
        try show(try follower.load())
    }

    /// Somebody who works beside the screens, as another process would.
    func office(_ user: String) throws -> Office {
        let premises = try Premises(opening: folder.file("demo.sqlite"))
        let person = try premises.person(named: user, token: nil, now: Sample.now)
        return premises.office(for: person, source: "test") { Sample.now }
    }

    /// Another look at the same store.
    func resized(_ rows: Int, _ columns: Int, _ language: Language) -> EngineDesk {
        var copy = self
        copy.app = Sample.app(rows, columns, language)
        return copy
    }

    private mutating func show(_ overview: Overview) throws {
        try run(app.update(.loaded(builder.live(overview, today: Sample.today))))
    }

    mutating func show() throws { try show(try follower.load()) }

    mutating func reload() throws {
        if let overview = try follower.follow() { try show(overview) }
    }

    /// Presses keys one by one and lets everything that they lead to happen.
    mutating func press(_ keys: String) throws {
        var rest = keys[...]
        while let first = rest.first {
            let end = first == "<" ? rest.firstIndex(of: ">") ?? rest.startIndex : rest.startIndex
            try run(app.press(String(rest[...end])))
            rest = rest[rest.index(after: end)...]
        }
    }

    private mutating func run(_ effects: [Effect]) throws {
        for effect in effects {
            switch effect {
            case .ask(let question):
                try reload()
                try run(app.update(.answer(question.answered(by: follower))))
            case .start(let work):
                try reload()
                try run(app.update(.answer(answer(work))))
            case .act(let deed): act(deed)
            default: break
            }
        }
        if let overview = try follower.follow() { try show(overview) }
    }

    private mutating func act(_ deed: some Deed) {
        do {
            let phrase = try deed.perform(with: follower)
            said.append(phrase)
            _ = app.update(.done(phrase))
        } catch {
            refused.append(error.phrase)
            _ = app.update(.refused(error.phrase))
        }
    }

    private func answer<Asked: Work>(_ work: Asked) -> Answer {
        do {
            let material = try work.material(with: follower)
            return Answer(work, try work.reply(from: material, WorkProgress { _, _ in }))
        } catch {
            return Answer(refusing: work, error.phrase)
        }
    }

    /// Puts the cursor of the Board on a course.
    mutating func choose(_ course: String) throws { try press("/\(course)<enter>") }

    func row(_ course: String) -> BoardRow? { app.live.board.first { $0.course == course } }
}
