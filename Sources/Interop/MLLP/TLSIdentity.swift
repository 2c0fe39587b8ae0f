import COpenSSL
import Glibc

/// The certificates that a connection is made with, read once.
///
/// A class, because it owns a context of the library, which its connections share; unchecked,
/// because the library guards one that is no longer changed.
public final class TLSIdentity: @unchecked Sendable {
    /// Files in PEM.
    public struct Files: Equatable, Sendable {
        /// Our certificate, the ones that lead to it behind it; and its key.
        public var certificate: String?
        public var key: String?
        /// Whom we trust. A receiver with it demands a certificate of each sender; a sender
        /// without it trusts whom the system trusts.
        public var authority: String?

        public init(certificate: String? = nil, key: String? = nil, authority: String? = nil) {
            (self.certificate, self.key, self.authority) = (certificate, key, authority)
        }
    }

    public enum Side: Sendable { case receiver, sender }

    let context: OpaquePointer
    let side: Side

    public init(_ side: Side, _ files: Files) throws(TLSError) {
        let method = side == .receiver ? TLS_server_method() : TLS_client_method()
        guard let context = SSL_CTX_new(method) else { throw .unavailable(Self.reason()) }
        (self.context, self.side) = (context, side)
        // What is older has known holes, and no system that speaks HL7 over TLS needs it.
        guard copenssl_least_version(context, TLS1_2_VERSION) == 1 else {
            throw .unavailable(Self.reason())
        }
        // A connection stays for hours: nothing is gained by taking up an old one, and a
        // certificate that was withdrawn is looked at again.
        copenssl_no_sessions(context)
        copenssl_ask_nobody(context)
        try take(files)
    }

    deinit { SSL_CTX_free(context) }

    private func take(_ files: Files) throws(TLSError) {
        ERR_clear_error()
        if let certificate = files.certificate {
            guard SSL_CTX_use_certificate_chain_file(context, certificate) == 1 else {
                throw .certificate(file: certificate, reason: Self.reason())
            }
            let key = files.key ?? certificate
            guard SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 else {
                throw .key(file: key, reason: Self.reason())
            }
        }
        if let authority = files.authority {
            guard SSL_CTX_load_verify_file(context, authority) == 1 else {
                throw .authority(file: authority, reason: Self.reason())
            }
            if side == .receiver {
                SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(authority))
            }
        } else if side == .sender {
            SSL_CTX_set_default_verify_paths(context)
        }
        if side == .sender || files.authority != nil {
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        }
    }

    /// What the library says of its last failure, which is then forgotten.
    static func reason() -> String {
        defer { ERR_clear_error() }
        let code = ERR_peek_last_error()
        if let words = ERR_reason_error_string(code) { return String(cString: words) }
        // An error of the system, such as a file that is not there.
        return code & 0x8000_0000 != 0
            ? String(cString: strerror(Int32(truncatingIfNeeded: code & 0x7FFF_FFFF))) : "-"
    }
}

/// Why a connection is not protected as it was asked for.
public enum TLSError: Error, Hashable, Sendable {
    case unavailable(String)
    case certificate(file: String, reason: String)
    case key(file: String, reason: String)
    case authority(file: String, reason: String)
    /// The other side speaks otherwise or shows nothing that we trust; or it does not trust us.
    case refused(String)
    /// The other side says nothing.
    case late
}
