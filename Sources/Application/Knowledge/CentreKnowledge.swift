public import Clinical
import Domain

/// The knowledge in force: what was published, as the centre's own file changes it.
///
/// A faulty file is refused whole, and what was in force before stays: a slip in one line of a
/// text file must never leave a hospital without its rules, or with half of them.
public struct CentreKnowledge: Sendable {
    public private(set) var current: ClinicalKnowledge
    /// Why the file that stands there now is not in force; nil where it is.
    public private(set) var refusal: RuleFileError?

    public init(_ current: ClinicalKnowledge = .published) { self.current = current }

    /// Takes the centre's file, or nil where it has none.
    public mutating func read(_ file: RuleFile?) {
        guard let file else {
            (current, refusal) = (.published, nil)
            return
        }
        do throws(RuleFileError) {
            current = try ClinicalKnowledge.published.changed(by: file)
            refusal = nil
        } catch {
            refusal = error
        }
    }

    /// The name under which a good file is kept beside the one that people edit.
    public static func lastGoodPath(of path: String) -> String { path + ".last-good" }

    /// Reads the file that people edit; where it is faulty, the last good one beside it.
    ///
    /// - Throws: `FileError` where the file cannot be read at all.
    public static func load(_ path: String) throws(FileError) -> CentreKnowledge {
        let bytes = try InputFile.read(path)
        var knowledge = CentreKnowledge()
        knowledge.read(RuleFile(name: path, bytes: bytes))
        let kept = lastGoodPath(of: path)
        guard knowledge.refusal == nil else {
            if let good = try? InputFile.read(kept) {
                var last = CentreKnowledge()
                last.read(RuleFile(name: kept, bytes: good))
                if last.refusal == nil { knowledge.current = last.current }
            }
            return knowledge
        }
        // A folder that cannot be written costs only the copy, never the rules.
        if (try? InputFile.read(kept)) != bytes { try? OutputFile.write(bytes, to: kept) }
        return knowledge
    }
}
