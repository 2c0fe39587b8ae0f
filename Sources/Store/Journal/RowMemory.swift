import Synchronization

/// Memory for some rows, owned by whoever reads them last; then it is written to again.
///
/// Fresh memory costs more than what is written into it, because the system fills each page with
/// zeros first: of two million pages a large store would take, some hundred are left.
///
/// A class, because who writes and the threads that read share it; unchecked, because writing ends
/// before it is handed on.
final class RowMemory: @unchecked Sendable {
    private(set) var bytes: UnsafeMutableRawBufferPointer
    private(set) var ends: UnsafeMutableBufferPointer<UInt32>
    private let pool: RowPool

    fileprivate init(_ pool: RowPool, _ piece: RowPool.Piece) {
        self.pool = pool
        (bytes, ends) = (piece.bytes, piece.ends)
    }

    deinit { pool.give(RowPool.Piece(bytes: bytes, ends: ends)) }

    // Neither is ever empty.
    var start: UnsafeMutableRawPointer { bytes.baseAddress! }
    var firstEnd: UnsafeMutablePointer<UInt32> { ends.baseAddress! }

    func widen(keeping count: Int, to size: Int) {
        let wider = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        wider.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        bytes.deallocate()
        bytes = wider
    }

    func widenEnds(keeping count: Int) {
        let wider = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 2 * ends.count)
        _ = wider.update(from: ends[..<count])
        ends.deallocate()
        ends = wider
    }
}

/// What one scan writes into.
final class RowPool: Sendable {
    // A class, because memory comes back to it from other threads.
    struct Piece: @unchecked Sendable {
        let bytes: UnsafeMutableRawBufferPointer
        let ends: UnsafeMutableBufferPointer<UInt32>

        func deallocate() {
            bytes.deallocate()
            ends.deallocate()
        }
    }

    private let free = Mutex<[Piece]>([])

    deinit { free.withLock { for piece in $0 { piece.deallocate() } } }

    func take() -> RowMemory {
        let known = free.withLock { $0.popLast() }
        return RowMemory(
            self,
            known
                ?? Piece(
                    bytes: .allocate(byteCount: 1 << 19, alignment: 16),
                    ends: .allocate(capacity: 1 << 16)))
    }

    fileprivate func give(_ piece: Piece) { free.withLock { $0.append(piece) } }
}
