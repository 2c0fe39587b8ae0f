// What `recorder.c` writes and `durable.c` reads: a byte of these, then what it says.
enum { TEXT = 'T', STEP = 'S', CHECKPOINT = 'C' };
// The kinds of a bound value; 0 is null.
enum { NUMBER = 1, WORDS = 2, BYTES = 3 };
// No statement of the program binds more.
enum { VALUES = 64 };
