import Glibc
public import Testing

/// Compares a text with `Snapshots/NAME.txt` beside the test.
///
/// `UPDATE_SNAPSHOTS=1` rewrites the file, so that a change of a screen is read as a difference
/// in review. A missing file fails: a snapshot nobody has looked at proves nothing.
public func expectSnapshot(
    _ text: String, named name: String, in testFile: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let folder = testFile.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Snapshots/\(name).txt"
    if getenv("UPDATE_SNAPSHOTS") != nil {
        mkdir("/\(folder)/Snapshots", 0o755)
        guard let file = fopen(path, "w") else {
            Issue.record("cannot write \(path)", sourceLocation: sourceLocation)
            return
        }
        fputs(text, file)
        fclose(file)
        return
    }
    guard access(path, R_OK) == 0 else {
        Issue.record("no snapshot \(path)", sourceLocation: sourceLocation)
        return
    }
    let expected = Repository.text(String(path.dropFirst(Repository.root.count + 1)))
    if text == expected { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let differing = (0..<max(lines.count, wanted.count)).filter { index in
        (index < lines.count ? lines[index] : nil) != (index < wanted.count ? wanted[index] : nil)
    }
    let shown = differing.prefix(6).map { index in
        let (old, new) = (
            index < wanted.count ? String(wanted[index]) : "–",
            index < lines.count ? String(lines[index]) : "–"
        )
        return "\(index + 1) expected: \(old)\n\(index + 1)      got: \(new)"
    }
    Issue.record(
        "\(name) differs in \(differing.count) lines:\n\(shown.joined(separator: "\n"))",
        sourceLocation: sourceLocation)
}
