// The terminal, as far as Swift may see it. No curses header is visible here: its macros and
// globals cannot be imported, and its names are far too common.
#ifndef CTERM_H
#define CTERM_H

#include <stdbool.h>
#include <stdint.h>

/// Why the screen could not be opened.
enum {
    CTERM_OK = 0,
    CTERM_NO_LOCALE = -1,
    CTERM_NO_TERMINAL = -2,
    CTERM_NO_PIPE = -3,
    CTERM_UNKNOWN_TYPE = -4,
    CTERM_ALREADY_OPEN = -5,
};

/// Bits of `cterm_put`'s attributes.
enum {
    CTERM_BOLD = 1,
    CTERM_DIM = 2,
    CTERM_UNDERLINE = 4,
    CTERM_REVERSE = 8,
};

/// Columns of a scalar; negative for one that must never be drawn.
int cterm_width(uint32_t scalar);

/// Opens the screen on two descriptors of one terminal.
/// With `owns_process` it also takes the process's signals and standard error.
int cterm_open(int input, int output, const char *type, bool owns_process);
/// Leaves the terminal as it was found. Safe to call twice.
void cterm_close(void);

/// Numbers of colours: 0, 8, 256 or 16,777,216 where the terminal takes red, green and blue.
int cterm_colors(void);
void cterm_size(int *rows, int *columns);
/// Asks the kernel for the size again.
void cterm_resize(void);
/// The next flush draws every cell.
void cterm_repaint(void);
/// Draws one cell: a base character and the marks on it. A colour of -1 is the terminal's own.
void cterm_put(int row, int column, const char *utf8, int length, int attributes, int ink, int paper);
/// Shows what was put. A row of -1 hides the cursor.
void cterm_flush(int cursor_row, int cursor_column);
void cterm_mouse(bool on);
/// Asks the terminal how far two sample characters moved its cursor. The answers come as keys.
void cterm_ask_widths(void);
/// Hands the terminal back, stops the process, and takes the terminal again when it goes on.
/// False where nobody could make it go on.
bool cterm_suspend(void);

/// One byte for every signal that came.
int cterm_signal_descriptor(void);
/// An eventfd: readable once something was written.
int cterm_event_descriptor(void);

#endif
