import Domain
import Synchronization

/// The folders in which the tables of a case list are looked for, in their order.
public final class DataFolders: Sendable {
    // A class because a table that several cases use is read once.
    private let folders: [String]
    private let read = Mutex<[String: CSVTable]>([:])

    public init(_ folders: [String]) { self.folders = folders.isEmpty ? ["."] : folders }

    public var opener: CaseList.Opener {
        { name throws(AnalysisError) in try self.table(name) }
    }

    private func table(_ name: String) throws(AnalysisError) -> CSVTable {
        if let table = read.withLock({ $0[name] }) { return table }
        for folder in folders {
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try InputFile.read(folder + "/" + name)
            } catch {
                if case .cannotOpen = error { continue }
                throw .fault(error)
            }
            let table = try analysing { () throws(CSVError) in try CSVTable.parse(bytes) }
            read.withLock { $0[name] = table }
            return table
        }
        throw .noDataFile(name)
    }
}
