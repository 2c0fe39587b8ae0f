import COpenSSL
import Glibc

/// One protected conversation as a filter of bytes: it knows no socket, so that protected and
/// plain connections wait in the same loop under the same limits.
///
/// A class, because it owns the state of a library.
final class TLSSession {
    private let session: OpaquePointer
    /// What came over the wire and what is to go over it; the session owns both.
    private let (incoming, outgoing): (OpaquePointer, OpaquePointer)
    /// Kept, because the session was made from it.
    private let identity: TLSIdentity
    private var isRefused = false

    /// - Parameter host: whom a sender means to reach; the certificate must name it.
    init(_ identity: TLSIdentity, host: String? = nil) throws(TLSError) {
        guard let session = SSL_new(identity.context) else {
            throw .unavailable(TLSIdentity.reason())
        }
        guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
            SSL_free(session)
            throw .unavailable(TLSIdentity.reason())
        }
        self.identity = identity
        (self.session, self.incoming, self.outgoing) = (session, incoming, outgoing)
        SSL_set_bio(session, incoming, outgoing)
        switch identity.side {
        case .receiver: SSL_set_accept_state(session)
        case .sender:
            SSL_set_connect_state(session)
            if let host { try expect(host) }
        }
    }

    deinit { SSL_free(session) }

    private func expect(_ host: String) throws(TLSError) {
        let isNumber = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host) == 1
        ERR_clear_error()
        if isNumber { return }
        guard SSL_set1_host(session, host) == 1, copenssl_server_name(session, host) == 1 else {
            throw .unavailable(TLSIdentity.reason())
        }
    }

    /// True once both sides know whom they speak to.
    var isOpen: Bool { SSL_is_init_finished(session) == 1 }

    /// True once the other side has said farewell.
    var hasEnded: Bool { SSL_get_shutdown(session) & SSL_RECEIVED_SHUTDOWN != 0 }

    /// Takes the first step, where that is ours.
    func begin() throws(TLSError) { _ = try receive(UnsafeRawBufferPointer(start: nil, count: 0)) }

    /// Takes what came over the wire.
    ///
    /// - Returns: what the other side says with it; often nothing yet.
    func receive(_ bytes: UnsafeRawBufferPointer) throws(TLSError) -> [UInt8] {
        ERR_clear_error()
        if !bytes.isEmpty { BIO_write(incoming, bytes.baseAddress, Int32(bytes.count)) }
        if !isOpen {
            let code = SSL_do_handshake(session)
            guard code != 1 else { return try read() }
            try check(code)
            return []
        }
        return try read()
    }

    func receive(_ bytes: [UInt8]) throws(TLSError) -> [UInt8] {
        try bytes.withUnsafeBytes { buffer in
            Result { () throws(TLSError) in try receive(buffer) }
        }.get()
    }

    private func read() throws(TLSError) -> [UInt8] {
        var plain: [UInt8] = []
        while true {
            let start = plain.count
            plain.append(contentsOf: repeatElement(0, count: Self.record))
            let count = plain.withUnsafeMutableBytes {
                SSL_read(session, $0.baseAddress.map { $0 + start }, Int32(Self.record))
            }
            plain.removeLast(Self.record - max(0, Int(count)))
            if count > 0 { continue }
            try check(count)
            return plain
        }
    }

    /// Asking for more bytes and a farewell are no errors.
    private func check(_ code: Int32) throws(TLSError) {
        switch SSL_get_error(session, code) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, SSL_ERROR_ZERO_RETURN: return
        default: throw .refused(reason())
        }
    }

    /// A certificate that is not trusted has its own words, which say more than the error.
    private func reason() -> String {
        isRefused = true
        let verdict = SSL_get_verify_result(session)
        if verdict != Int(X509_V_OK), let words = X509_verify_cert_error_string(verdict) {
            ERR_clear_error()
            return String(cString: words)
        }
        return TLSIdentity.reason()
    }

    /// Prepares words for the wire; `takeOutput` gives them.
    func send(_ plain: [UInt8]) throws(TLSError) {
        guard !plain.isEmpty else { return }
        ERR_clear_error()
        let code = SSL_write(session, plain, Int32(plain.count))
        if code <= 0 { try check(code) }
    }

    /// Says farewell, so that the other side knows that nothing was cut off.
    func end() {
        guard isOpen, !isRefused else { return }
        ERR_clear_error()
        _ = SSL_shutdown(session)
        ERR_clear_error()
    }

    /// What is to go over the wire now.
    func takeOutput() -> [UInt8] {
        let count = copenssl_pending(outgoing)
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, Int(BIO_read(outgoing, buffer.baseAddress, Int32(count))))
        }
    }

    /// The most that one record of the protocol carries.
    private static let record = 1 << 14
}
