#include "cterm.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <ncursesw/curses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static FILE *out_file, *in_file;
static int out_fd = -1, in_fd = -1, real_stderr = -1, memory_stderr = -1;
static int signal_pipe[2] = {-1, -1};
static bool owns_process, mouse_on;
static struct termios saved;
static volatile sig_atomic_t active;

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on_text[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char mouse_off_text[] = "\033[?1006l\033[?1002l\033[?1000l";
// What a crash sends: no terminfo look-up is safe in a signal handler.
static const char restore[] =
    "\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?25h\033[0m\033(B\033[?1l\033>\033[?1049l";

static void send_text(const char *text) { (void)!write(out_fd, text, strlen(text)); }

// MARK: Widths

static bool prepare_locale(void) {
    static int state;  // 0 unknown, 1 set, -1 missing
    if (!state) state = setlocale(LC_CTYPE, "C.UTF-8") ? 1 : -1;
    return state > 0;
}

int cterm_width(uint32_t scalar) {
    prepare_locale();
    return wcwidth((wchar_t)scalar);
}

// MARK: Signals

// What was printed to standard error meanwhile appears once the screen is back: a trap's message
// would be lost in the alternate screen.
static void spill_stderr(void) {
    if (memory_stderr < 0) return;
    char buffer[4096];
    off_t at = 0;
    ssize_t count;
    dup2(real_stderr, 2);
    while ((count = pread(memory_stderr, buffer, sizeof buffer, at)) > 0) {
        (void)!write(2, buffer, (size_t)count);
        at += count;
    }
}

static void on_signal(int number) {
    int kept = errno;
    unsigned char byte = (unsigned char)number;
    (void)!write(signal_pipe[1], &byte, 1);
    errno = kept;
}

// Async-signal-safe calls only. The default action follows, not Swift's own backtrace: that one
// waits for a key and prints memory, in which there are patients.
static void on_crash(int number) {
    if (active) {
        active = 0;
        (void)!write(out_fd, restore, sizeof restore - 1);
        tcsetattr(in_fd, TCSANOW, &saved);
        spill_stderr();
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void handle(int number, void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void take_signals(void) {
    static char stack[65536];
    stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&other, NULL);
    const int soft[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT};
    const int hard[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
    for (int i = 0; i < 6; i++) {
        handle(soft[i], on_signal, SA_RESTART);
        handle(hard[i], on_crash, SA_ONSTACK | SA_NODEFER);
    }
    signal(SIGPIPE, SIG_IGN);
    // Whoever started us may have blocked them.
    sigset_t wanted;
    sigemptyset(&wanted);
    for (int i = 0; i < 6; i++) {
        sigaddset(&wanted, soft[i]);
        sigaddset(&wanted, hard[i]);
    }
    sigprocmask(SIG_UNBLOCK, &wanted, NULL);
}

// MARK: Opening and closing

static int take_process(void) {
    if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK)) return CTERM_NO_PIPE;
    static bool registered;
    if (!registered) atexit(cterm_close);
    registered = true;
    real_stderr = fcntl(2, F_DUPFD_CLOEXEC, 3);
    memory_stderr = memfd_create("stderr", MFD_CLOEXEC);
    return CTERM_OK;
}

int cterm_open(int input, int output, const char *type, bool owns) {
    if (active) return CTERM_ALREADY_OPEN;
    if (!prepare_locale()) return CTERM_NO_LOCALE;  // before any curses call
    if (!isatty(input) || !isatty(output) || tcgetattr(input, &saved)) return CTERM_NO_TERMINAL;
    owns_process = owns;
    in_fd = input;
    out_fd = output;
    if (owns) {
        int fault = take_process();
        if (fault) return fault;
    }
    out_file = fdopen(fcntl(output, F_DUPFD_CLOEXEC, 3), "w");
    in_file = fdopen(fcntl(input, F_DUPFD_CLOEXEC, 3), "r");
    if (!out_file || !in_file) return CTERM_NO_TERMINAL;
    // initscr() would end the process for an unknown type.
    screen = newterm((char *)type, out_file, in_file);
    if (!screen) {
        fclose(out_file);
        fclose(in_file);
        return CTERM_UNKNOWN_TYPE;
    }
    set_term(screen);
    // Only now, because newterm() installs handlers of its own.
    if (owns) {
        if (memory_stderr >= 0) dup2(memory_stderr, 2);
        take_signals();
    }
    // raw, not cbreak: Ctrl-S must not freeze the terminal of a ward.
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    curs_set(0);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    active = 1;
    mouse_on = false;
    refresh();
    send_text(paste_on);
    return CTERM_OK;
}

void cterm_close(void) {
    if (!active) return;
    active = 0;
    if (mouse_on) send_text(mouse_off_text);
    send_text(paste_off);
    curs_set(1);
    endwin();
    fflush(out_file);
    // An answer to a question still on its way must not be typed into the shell.
    tcflush(in_fd, TCIFLUSH);
    tcsetattr(in_fd, TCSANOW, &saved);
    delscreen(screen);
    screen = NULL;
    fclose(out_file);
    fclose(in_file);
    if (owns_process) spill_stderr();
}

bool cterm_suspend(void) {
    // Where the shell is not there to resume us, a stop would be the end.
    if (!owns_process || getpgrp() == getsid(0)) return false;
    if (mouse_on) send_text(mouse_off_text);
    send_text(paste_off);
    endwin();
    fflush(out_file);
    raise(SIGSTOP);
    cterm_resize();
    clearok(curscr, TRUE);
    refresh();
    keypad(stdscr, TRUE);  // refresh() does not send the keypad string again
    send_text(paste_on);
    if (mouse_on) send_text(mouse_on_text);
    return true;
}

// MARK: Drawing

int cterm_colors(void) {
    if (!has_colors()) return 0;
    if (COLORS >= 256 && tigetflag("RGB") > 0) return 1 << 24;
    return COLORS >= 256 ? 256 : COLORS >= 8 ? 8 : 0;
}

void cterm_size(int *rows, int *columns) { getmaxyx(stdscr, *rows, *columns); }

void cterm_resize(void) {
    struct winsize window;
    if (ioctl(out_fd, TIOCGWINSZ, &window) == 0 && window.ws_row > 0 && window.ws_col > 0) {
        resizeterm(window.ws_row, window.ws_col);
    }
}

void cterm_repaint(void) { clearok(curscr, TRUE); }

// A combining mark after a wide base is lost by addnwstr(); setcchar() with both keeps it.
void cterm_put(int row, int column, const char *utf8, int length, int attributes, int ink, int paper) {
    mbstate_t state;
    memset(&state, 0, sizeof state);
    wchar_t cell[CCHARW_MAX + 1];
    int count = 0;
    for (int i = 0; i < length && count < CCHARW_MAX;) {
        wchar_t scalar = 0;
        size_t used = mbrtowc(&scalar, utf8 + i, (size_t)(length - i), &state);
        if (used == 0 || used > 4) break;
        int width = wcwidth(scalar);
        if (width < 0 || (count == 0 && width == 0)) scalar = 0xFFFD;
        if (count > 0 && width != 0) break;
        cell[count++] = scalar;
        i += (int)used;
    }
    if (count == 0) return;
    cell[count] = 0;
    attr_t attrs = A_NORMAL;
    if (attributes & CTERM_BOLD) attrs |= A_BOLD;
    if (attributes & CTERM_DIM) attrs |= A_DIM;
    if (attributes & CTERM_UNDERLINE) attrs |= A_UNDERLINE;
    if (attributes & CTERM_REVERSE) attrs |= A_REVERSE;
    int pair = has_colors() && (ink >= 0 || paper >= 0) ? alloc_pair(ink, paper) : 0;
    if (pair < 0) pair = 0;
    cchar_t drawn;
    if (setcchar(&drawn, cell, attrs, 0, &pair) == OK) mvadd_wch(row, column, &drawn);
}

void cterm_flush(int cursor_row, int cursor_column) {
    curs_set(cursor_row >= 0);
    if (cursor_row >= 0) move(cursor_row, cursor_column);
    refresh();
}

void cterm_mouse(bool on) {
    mouse_on = on;
    send_text(on ? mouse_on_text : mouse_off_text);
}

void cterm_ask_widths(void) {
    // Rows 2 and 3: an answer that names row 1 is what some function keys send.
    send_text("\033[2;1H\xE3\x81\x82\033[6n\033[3;1H\xE2\x97\x8F\033[6n");
    cterm_repaint();
}

int cterm_signal_descriptor(void) { return signal_pipe[0]; }
int cterm_event_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
