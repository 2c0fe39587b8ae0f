import Glibc
public import Testing

<<<<<<< HEAD
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
=======
/// Compares a screen, as text, with `Snapshots/NAME.txt` beside the test.
///
/// `UPDATE_SNAPSHOTS=1` rewrites the files; the difference is then read in the review. A missing
/// file fails: a picture that nobody has looked at proves nothing.
public func expectSnapshot(
    _ text: String, named name: String, file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Snapshots/\(name).txt"
    let actual = text + "\n"
    if getenv("UPDATE_SNAPSHOTS") != nil {
        guard let output = fopen(path, "w") else {
            Issue.record("\(path) cannot be written", sourceLocation: sourceLocation)
            return
        }
        fputs(actual, output)
        fclose(output)
        return
    }
    let relative = String(path.dropFirst(Repository.root.count + 1))
    let bytes = Repository.bytes(relative)
    guard !bytes.isEmpty else {
        Issue.record("\(relative) is missing", sourceLocation: sourceLocation)
        return
    }
    let expected = String(decoding: bytes, as: UTF8.self)
    guard expected != actual else { return }
    let (old, new) = (lines(expected), lines(actual))
    let place = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    Issue.record(
        """
        \(relative) differs in line \(place + 1):
        - \(place < old.count ? old[place] : "(end)")
        + \(place < new.count ? new[place] : "(end)")
        the whole screen is now:
        \(actual)
        """, sourceLocation: sourceLocation)
}

private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
>>>>>>> 3feed90 (Draw the screens: terminal kit, widgets, charts and the shell around them)
}
