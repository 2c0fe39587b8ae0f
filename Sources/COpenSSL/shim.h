#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Macros of the library, which Swift does not import.
static inline int copenssl_least_version(SSL_CTX *context, int version) {
    return (int)SSL_CTX_set_min_proto_version(context, version);
}
static inline void copenssl_no_sessions(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
}
static inline int copenssl_server_name(SSL *session, const char *name) {
    return (int)SSL_set_tlsext_host_name(session, name);
}
static inline size_t copenssl_pending(BIO *memory) { return BIO_ctrl_pending(memory); }

// An encrypted key would be asked for on the terminal, which belongs to others here.
static inline int copenssl_no_password(char *words, int size, int writes, void *ignored) {
    (void)words; (void)size; (void)writes; (void)ignored;
    return 0;
}
static inline void copenssl_ask_nobody(SSL_CTX *context) {
    SSL_CTX_set_default_passwd_cb(context, copenssl_no_password);
}
