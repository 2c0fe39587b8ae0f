public import Domain
public import Prediction
import Store

/// The shelf of models in a centre's store, and the record of what they said.
public struct StoreShelf: ModelShelf {
    private let office: Office
    private let order: Order

    public init(_ office: Office, _ order: Order = Order()) {
        (self.office, self.order) = (office, order)
    }

    public func modelFiles() throws(StoreError) -> [[UInt8]] {
        try office.keptModels().map { Array($0.file.utf8) }
    }

    public func keep(modelFile: [UInt8], id: String, version: String) throws(StoreError) {
        let desk: DeskModel
        do throws(AnalysisError) {
            desk = try DeskModel(reading: modelFile)
        } catch {
            throw .refused(error.phrase)
        }
        guard desk.id == id, desk.model.version == version else {
            throw .missing(table: KeptModel.table.name, key: "\(id) \(version)")
        }
        _ = try office.keep(desk, order)
    }

    public func keep(
        _ prediction: StoredPrediction, of course: Course.ID, reason: String
    ) throws(StoreError) {
        _ = try office.record([(course, prediction, reason)], order)
    }
}

extension Office {
    /// Puts a model on the centre's shelf. A version that is there already is never replaced: the
    /// predictions made with it must stay explicable.
    public func keep(_ desk: DeskModel, _ order: Order = Order()) throws(StoreError) -> Int64 {
        let (model, now) = (desk.model, now)
        let kept = KeptModel(
            id: model.id, version: model.version, kind: model.kind.rawValue,
            name: model.card.name, file: desk.fileText, checksum: desk.checksum,
            trainedOn: model.card.date, keptAt: now, approvedBy: model.card.approvedBy,
            reviewOn: model.card.reviewDate)
        return try perform(.keepModel, order) { act throws(StoreError) in
            try act.insert(kept)
        }.sequence
    }

    /// All kept versions, oldest first.
    public func keptModels() throws(StoreError) -> [KeptModel] {
        try look(.readModels) { view throws(StoreError) in
            try view.all(.models)
                .map(\.record)
        }
    }

    /// - Parameter name: an identifier, for its newest version, or `ID@VERSION`.
    public func keptModel(_ name: String) throws(StoreError) -> DeskModel? {
        let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
        guard let id = parts.first else { return nil }
        let found = try look(.readModels) { view throws(StoreError) in
            try view.all(.models(id)).map(\.record)
        }
        let wanted = parts.count > 1 ? found.last { $0.version == parts[1] } : found.last
        return try wanted.map { kept throws(StoreError) in
            do throws(AnalysisError) {
                return try DeskModel(reading: Array(kept.file.utf8))
            } catch {
                throw .refused(error.phrase)
            }
        }
    }

    /// What was said of one course, and the words beside it.
    public typealias Said = (course: Course.ID, prediction: StoredPrediction, reason: String)

    /// Records what a model said, all of it in one act.
    public func record(
        _ predictions: [Said], _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let now = now
        return try perform(.recordPrediction, order) { act throws(StoreError) in
            for (course, stored, reason) in predictions {
                _ = try act.need(CourseRecord.self, course.text)
                try act.insert(
                    KeptPrediction(
                        id: try act.nextID("F", "prediction"), course: course,
                        model: stored.modelID, modelVersion: stored.modelVersion,
                        modelChecksum: stored.modelChecksum, inputs: stored.inputs.compact,
                        risk: stored.prediction.risk, state: stored.prediction.state.rawValue,
                        reason: reason, at: now))
            }
        }.sequence
    }

    /// What was said of a course, oldest first.
    public func predictions(of course: Course.ID) throws(StoreError) -> [KeptPrediction] {
        try look(.readPatients) { view throws(StoreError) in
            try view.all(.predictions(of: course)).map(\.record)
        }
    }
}
