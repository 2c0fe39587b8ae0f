public import Domain
import Interop

/// What protects the line to another system: certificates, read when it is made.
public struct Protection: Sendable {
    let identity: TLSIdentity

    public enum Side: Sendable { case receiver, sender }

    /// - Parameters:
    ///   - certificate: a file in PEM, with the certificates that lead to it; a receiver needs one.
    ///   - key: its key; nil where it stands in the same file.
    ///   - authority: whom we trust. A receiver with one demands a certificate of each sender; a
    ///     sender without one trusts whom the system trusts.
    public init(
        of side: Side, certificate: String?, key: String?, authority: String?
    ) throws(ProtectionError) {
        do throws(TLSError) {
            identity = try TLSIdentity(
                side == .receiver ? .receiver : .sender,
                .init(certificate: certificate, key: key, authority: authority))
        } catch {
            throw ProtectionError(phrase: Phrase(protecting: error))
        }
    }
}

/// Why nothing can be protected.
public struct ProtectionError: Error, Reportable {
    public let phrase: Phrase
}

extension Phrase {
    init(protecting error: TLSError) {
        switch error {
        case .unavailable(let reason): self.init("tls.unavailable", ["reason": .text(reason)])
        case .certificate(let file, let reason):
            self.init("tls.certificate", ["file": .text(file), "reason": .text(reason)])
        case .key(let file, let reason):
            self.init("tls.key", ["file": .text(file), "reason": .text(reason)])
        case .authority(let file, let reason):
            self.init("tls.authority", ["file": .text(file), "reason": .text(reason)])
        case .refused(let reason): self.init("tls.refused", ["reason": .text(reason)])
        case .late: self.init("tls.late")
        }
    }
}
