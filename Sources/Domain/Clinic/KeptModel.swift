/// A version of a model as a centre keeps it: its file whole, and beside it what a list shows
/// without reading megabytes of trees.
public struct KeptModel: Equatable, Sendable {
    public let id: String
    public let version: String
    public let kind: String
    public let name: String
    /// The model file, with its own seal.
    public let file: String
    /// Over the bytes of the file.
    public let checksum: String
    public let trainedOn: Day
    public let keptAt: Instant
    public let approvedBy: String?
    public let reviewOn: Day?

    public init(
        id: String, version: String, kind: String, name: String, file: String, checksum: String,
        trainedOn: Day, keptAt: Instant, approvedBy: String?, reviewOn: Day?
    ) {
        (self.id, self.version, self.kind, self.name) = (id, version, kind, name)
        (self.file, self.checksum) = (file, checksum)
        (self.trainedOn, self.keptAt) = (trainedOn, keptAt)
        (self.approvedBy, self.reviewOn) = (approvedBy, reviewOn)
    }
}

/// What a model said about a course, with what it was told: years later it must be possible to
/// say what was shown and why.
public struct KeptPrediction: Equatable, Sendable {
    public typealias ID = Identifier<KeptPrediction>

    public let id: ID
    public let course: Course.ID
    public let model: String
    public let modelVersion: String
    public let modelChecksum: String
    /// The cells that were used, as a JSON object.
    public let inputs: String
    /// Nil where the model could not say.
    public let risk: Double?
    /// `ok`, `notice`, `warning`, `cannot_say`.
    public let state: String
    /// What stood beside the risk.
    public let reason: String
    public let at: Instant

    public init(
        id: ID, course: Course.ID, model: String, modelVersion: String, modelChecksum: String,
        inputs: String, risk: Double?, state: String, reason: String, at: Instant
    ) {
        (self.id, self.course, self.model) = (id, course, model)
        (self.modelVersion, self.modelChecksum) = (modelVersion, modelChecksum)
        (self.inputs, self.risk, self.state) = (inputs, risk, state)
        (self.reason, self.at) = (reason, at)
    }
}
