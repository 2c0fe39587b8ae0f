public import Domain

/// Our book of makers' slots beside a list that the maker sent.
public struct MakerListQuestion: Question {
    public let product: Product.ID
    /// The file on this machine.
    public let path: String

    public init(_ product: Product.ID, path: String) {
        (self.product, self.path) = (product, path)
    }

    public struct Reply: Equatable, Sendable {
        public let list: MakerList
        public let lines: [MakerReconciliation.Line]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        // The standard input belongs to the keys.
        guard path != "-" else { throw .refused(Phrase("makers.noPath")) }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try InputFile.read(path)
        } catch {
            throw .refused(error.phrase)
        }
        let list: MakerList
        do throws(MakerListError) {
            list = try MakerList(product, csv: bytes)
        } catch {
            throw .refused(error.phrase)
        }
        let found = try follower.office().reconcile(list, apply: false)
        return Reply(list: list, lines: found.lines)
    }
}

/// The maker's list is taken over as it was shown.
public struct TakeMakerList: Deed {
    public let list: MakerList

    public init(_ list: MakerList) { self.list = list }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let found = try follower.office().reconcile(list, apply: true)
        let taken = found.lines.count { $0.kind == .changed || $0.kind == .onlyTheirs }
        return Phrase("notice.makerList", ["count": .count(taken)])
    }
}
