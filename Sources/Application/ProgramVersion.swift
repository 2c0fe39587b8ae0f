/// The version that `cartas version` prints and that every journal entry and export names.
public enum ProgramVersion {
    public static let text = "0.1.0"
}
