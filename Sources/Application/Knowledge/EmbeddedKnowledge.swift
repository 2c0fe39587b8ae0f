public import Clinical
import Domain

extension ClinicalKnowledge {
    /// What the program knows as it was published, before any centre changed it.
    public static let published: ClinicalKnowledge = {
        do throws(RuleFileError) {
            return try ClinicalKnowledge { embedded($0) }
        } catch {
            // Embedded files are part of the program, and a test reads every one of them.
            fatalError("\(error)")
        }
    }()

    static func embedded(_ file: File) -> RuleFile {
        let path = "Resources/clinical/\(file.name)"
        return RuleFile(name: path, bytes: Asset.named(path)?.bytes ?? [])
    }
}
