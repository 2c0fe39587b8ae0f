#include <zlib.h>

// inflateInit2 is a macro over a function that wants the size of the stream.
static inline int czlib_inflate_start(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}
