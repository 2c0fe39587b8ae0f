public import Domain
import Store

/// The flags of the courses of a store, made anew only where something has changed.
public struct FlagBook: Sendable {
    private let maker: FlagMaker
    private var kept: [Course.ID: (flags: CourseFlags, until: Day)] = [:]

    /// - Parameter models: those of the store; a demonstration also shows those of the program.
    public init(_ desk: ClinicalDesk, models: [DeskModel]) {
        maker = FlagMaker(knowledge: desk.knowledge, models: models)
    }

    public subscript(course: Course.ID) -> CourseFlags? { kept[course]?.flags }

    /// Forgets what a change has made untrue.
    public mutating func drop(_ course: Course.ID) { kept[course] = nil }

    /// The flags of a course: as they are known today, else made anew. Values grow old over night,
    /// so a flag is good for its day.
    mutating func flags(
        of course: Course.ID, _ milestones: [Milestone], now: Instant, _ view: some Reading
    ) throws(StoreError) -> CourseFlags {
        if let known = kept[course], known.until == now.day { return known.flags }
        var files: [Instant: PatientFile] = [:]
        let found = try maker.flags(of: course, FlagTimes(milestones, now: now)) {
            (time) throws(StoreError) in
            if let file = files[time] { return file }
            let file = try view.patientFile(of: course, maker.knowledge, asOf: time)
            files[time] = file
            return file
        }
        kept[course] = (found, now.day)
        return found
    }
}

extension Office {
    /// The flags of one course, from the store as it is now.
    ///
    /// - Parameter time: an earlier one asks what was known then.
    public func flags(
        of course: Course.ID, under desk: ClinicalDesk, _ models: [DeskModel],
        asOf time: Instant? = nil
    ) throws(StoreError) -> CourseFlags {
        let now = time ?? now
        return try look(.readPatients) { view throws(StoreError) in
            var book = FlagBook(desk, models: models)
            return try book.flags(
                of: course, try view.course(course).milestones, now: now, view)
        }
    }

    /// The newest version of every model that the centre keeps.
    public func currentModels() throws(StoreError) -> [DeskModel] {
        var newest: [String: KeptModel] = [:]
        for kept in try keptModels() { newest[kept.id] = kept }
        var models: [DeskModel] = []
        for kept in newest.values.sorted(by: { $0.id < $1.id }) {
            do throws(AnalysisError) {
                models.append(try DeskModel(reading: Array(kept.file.utf8)))
            } catch {
                throw .refused(error.phrase)
            }
        }
        return models
    }
}
