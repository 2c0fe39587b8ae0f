public import Domain
import Glibc
import Store

extension Office {
    /// Copies the store to a file while others go on working, and says so in the journal first,
    /// so that the copy holds the entry too.
    public func backUp(to path: String) throws(StoreError) -> Int64 {
        let outcome = try perform(.backUpStore) { _ in }
        try store.backUp(to: path, SchemaFiles.migrations)
        return outcome.sequence
    }
}

/// Bringing a copy back.
public enum Restoring {
    /// Opens a copy of a copy and checks everything in it: a backup that was never tried is a
    /// hope.
    public static func check(_ file: String) throws(StoreError) -> Verification {
        guard access(file, R_OK) == 0 else { throw .unavailable(file) }
        let trial = "\(file).drill\(getpid())"
        defer { for ending in ["", "-wal", "-shm", "-lock"] { unlink(trial + ending) } }
        try copy(file, to: trial)
        let store = try Store.open(trial, SchemaFiles.migrations)
        return try store.verify()
    }

    /// Puts a checked copy where no store is.
    public static func restore(_ file: String, to address: String) throws(StoreError) {
        if Store.isPostgreSQL(address) {
            let trial = "\(file).restore\(getpid())"
            defer { for ending in ["", "-wal", "-shm", "-lock"] { unlink(trial + ending) } }
            try copy(file, to: trial)
            let source = try Store.open(trial, SchemaFiles.migrations)
            try Store.create(address, SchemaFiles.migrations, meta: [:]).fill(from: source)
            return
        }
        guard access(address, F_OK) != 0 else {
            throw .exists(table: "store", key: address)
        }
        try copy(file, to: address)
    }

    private static func copy(_ file: String, to path: String) throws(StoreError) {
        do throws(FileError) {
            try OutputFile.write(
                try InputFile.read(file, limit: 1 << 36), to: path, replacing: false)
        } catch {
            throw .refused(error.phrase)
        }
    }
}
