import Application
import Domain
import TUI

/// The keys of the screens, as they are or as a file sets them.
enum KeyCommands {
    static let all = [list]

    static let list = Command("keys", nil, act: .readHelp, options: [.from]) {
        invocation throws(CommandError) in
        let map: KeyMap =
            if let path = invocation.value("from") { try keys(path) } else { .standard }
        let wording = invocation.wording
        invocation.show(
            ["action", "key", "what"],
            Registry.actions.map { action in
                let key = map.key(of: action)
                return (
                    .object([
                        ("action", .string(action.id)), ("key", .string(key)),
                        ("what", .string(wording(action.label))),
                    ]), [action.id, key, wording(action.label)]
                )
            })
        return .done
    }

    /// - Throws: naming the line that cannot be used.
    static func keys(_ path: String) throws(CommandError) -> KeyMap {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try InputFile.read(path)
        } catch {
            throw .refused(error)
        }
        return try refusing { () throws(KeyMapError) in
            try KeyMap(parsing: String(decoding: bytes, as: UTF8.self))
        }
    }
}
