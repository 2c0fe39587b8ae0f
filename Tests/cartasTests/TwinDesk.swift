import Application
import Domain
import Support
import Testing

@testable import cartas

/// A demo hospital in which somebody does at the screens what a command does as well: the journal
/// must say the same of both.
final class TwinDesk {
    static let now = Instant(
        Day(number: 20_778), ClockTime(hour: 9, minute: 41) ?? .midnight, offsetMinutes: 540)

    // A class, because its folder goes when it goes.
    let folder: TemporaryFolder
    let premises: Premises
    private var followers: [String: Follower] = [:]

    init(courses: Int, seed: UInt64) throws {
        folder = try TemporaryFolder()
        let address = folder.file("demo.sqlite")
        let size = DemoHospital.Size(courses: courses, years: 1, seed: seed)
        try Founding.demo(address, size, now: Self.now) { _ in }
        premises = try Premises(opening: address)
    }

    private func person(_ user: String) throws -> Person {
        try premises.person(named: user, token: nil, now: Self.now)
    }

    func office(_ user: String) throws -> Office {
        premises.office(for: try person(user), source: "test") { Self.now }
    }

    /// The screens of a user, as of now.
    func follower(_ user: String) throws -> Follower {
        if let known = followers[user] {
            _ = try known.follow()
            return known
        }
        let follower = Follower(premises, person: try person(user)) { Self.now }
        _ = try follower.load()
        followers[user] = follower
        return follower
    }

    /// Does it as a user at the screens and compares the entry with the command's act.
    ///
    /// - Parameter isMessage: the entry names the message as its source, not the screens.
    func same(
        _ deed: any Deed, by user: String, as name: String, isMessage: Bool = false
    ) throws {
        let reader = try office("admin")
        let before = try reader.journal(last: 1, author: nil).last?.sequence
        _ = try deed.perform(with: try follower(user))
        let line = try #require(try reader.journal(last: 1, author: nil).last)
        let command = CommandTable.all.first { $0.name == name }
        #expect(command?.act.rawValue == line.act, "\(name)")
        #expect(
            line.author == user && (line.source == "screens") != isMessage
                && line.sequence != before, "\(name)")
        // What lies with other systems is the interfaces' own book-keeping.
        #expect(!line.changes.isEmpty || command?.act == .settleMessage, "\(name)")
    }
}
