import Application
import Domain
import Support
import Terminal
import Testing

@testable import TUI

/// Compares a screen with its two snapshots: what it says, and how a terminal without colours
/// tells its parts apart.
func expectScreen(
    _ frame: Frame, named name: String, _ language: Language,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let place = "\(name)-\(language.rawValue)-\(frame.size.columns)x\(frame.size.rows)"
    expectSnapshot(frame.text, named: place, sourceLocation: sourceLocation)
    expectSnapshot(frame.monoPicture, named: "\(place)-mono", sourceLocation: sourceLocation)
}

/// The same for a dialog in the midst of something, at both sizes and in both languages.
func expectScreens(
    _ app: App, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    for language in Language.allCases {
        for (rows, columns) in DeskScreenTests.sizes {
            var app = app
            app.settings.language = language
            _ = app.update(.resized(Size(rows: rows, columns: columns)))
            expectScreen(app.view(), named: name, language, sourceLocation: sourceLocation)
        }
    }
}

extension Frame {
    /// One letter for each cell that mono does not write plainly: bold, dim, underlined, and in
    /// capitals where it is reversed as well.
    var monoPicture: String {
        let theme = Theme(.mono)
        return (0..<size.rows).map { row in
            var line = self.row(row).map { cell -> Character in
                let attributes = theme.look(of: cell.style, colors: 0).attributes
                let letter: Character =
                    attributes.contains(.bold)
                    ? "b"
                    : attributes.contains(.underline) ? "u" : attributes.contains(.dim) ? "d" : "."
                guard attributes.contains(.reverse) else { return letter }
                return letter == "." ? "R" : Character(letter.uppercased())
            }
            while line.last == "." { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }
}

struct MonoPictureTests {
    @Test func whatOnlyColourWouldTellHasALetter() {
        var frame = Frame(Size(rows: 1, columns: 12))
        frame.write("ab", row: 0, column: 0, width: 2, .plain)
        frame.write("cd", row: 0, column: 2, width: 2, Style(.danger, .bold))
        frame.write("ef", row: 0, column: 4, width: 2, .quiet)
        frame.write("gh", row: 0, column: 6, width: 2, Style.plain.on(.selected))
        frame.write("ij", row: 0, column: 8, width: 2, Style.plain.on(.selected).with(.bold))
        #expect(frame.monoPicture == "..bbddRRBB")
    }
}
