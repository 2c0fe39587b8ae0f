import CSodium

/// Passwords and tokens, by libsodium.
public enum Secrets {
    /// Two passes over 19 MiB: the least that is recommended for Argon2id, and a tenth of a
    /// second on a ward's machine.
    private static let passes: UInt64 = 2
    private static let bytes = 19 << 20

    private static let isReady: Bool = sodium_init() >= 0

    public static let shortestPassword = 10

    /// The hash with its salt and settings, as one line of text.
    public static func hash(_ password: String) -> String? {
        guard isReady else { return nil }
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let characters = Array(password.utf8CString)
        guard
            crypto_pwhash_str_alg(
                &text, characters, UInt64(characters.count - 1), passes, bytes,
                crypto_pwhash_ALG_ARGON2ID13) == 0
        else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    public static func matches(_ password: String, _ hash: String) -> Bool {
        guard isReady else { return false }
        let characters = Array(password.utf8CString)
        return crypto_pwhash_str_verify(hash, characters, UInt64(characters.count - 1)) == 0
    }

    /// A hash of nobody's password: checking against it takes as long as checking a real one, so
    /// that an unknown name and a wrong password cannot be told apart.
    static let decoy: String = hash("nobody's password") ?? ""

    /// Random bytes as text, for session tokens and idempotency keys.
    public static func token(bytes count: Int = 24) -> String {
        guard isReady else { return "" }
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
