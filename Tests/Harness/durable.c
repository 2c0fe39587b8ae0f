// The bare loop against which durable writes are measured: the very statements and values that
// `recorder.c` wrote down, under the same settings and lock, in C, with nothing around them.
//
//   durable STORE RECORDING | durable     STORE: a copy of the one the recording began with
//   PROGRAM --ack | durable               the program beside it
//
// Either says ACK after each durable write. Without arguments this prints how many came, and
// writes a second between the first and the last: neither start nor end of a process counts.
#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include "recording.h"

static sqlite3 *db;
static struct timespec first, last;
static long writes;

static void note(void) {
    clock_gettime(CLOCK_MONOTONIC, writes++ ? &last : &first);
}

static int report(void) {
    double seconds =
        (double)(last.tv_sec - first.tv_sec) + (double)(last.tv_nsec - first.tv_nsec) / 1e9;
    printf("%ld %.0f\n", writes, writes > 1 ? (double)(writes - 1) / seconds : 0);
    return writes > 1 ? 0 : 1;
}

static void check(int code, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static uint32_t word(const char **at) {
    uint32_t value;
    memcpy(&value, *at, sizeof value);
    *at += sizeof value;
    return value;
}

static void bind(sqlite3_stmt *statement, const char **at) {
    int count = (uint8_t)*(*at)++;
    for (int index = 1; index <= count; index++) {
        int kind = *(*at)++;
        if (kind == NUMBER) {
            int64_t number;
            memcpy(&number, *at, sizeof number);
            *at += sizeof number;
            check(sqlite3_bind_int64(statement, index, number), "bind");
        } else if (kind == WORDS || kind == BYTES) {
            int length = (int)word(at);
            check(kind == WORDS ? sqlite3_bind_text(statement, index, *at, length, SQLITE_STATIC)
                                : sqlite3_bind_blob(statement, index, *at, length, SQLITE_STATIC),
                  "bind");
            *at += length;
        } else {
            check(sqlite3_bind_null(statement, index), "bind");
        }
    }
}

static void replay(const char *at, const char *end, int lock) {
    sqlite3_stmt *statements[1024];
    int count = 0, isWriting = 0;
    while (at < end) {
        int kind = *at++;
        if (kind == CHECKPOINT) {
            sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        } else if (kind == TEXT) {
            int length = (int)word(&at);
            if (count == 1024) exit(1);
            check(sqlite3_prepare_v3(
                      db, at, length, SQLITE_PREPARE_PERSISTENT, &statements[count++], NULL), at);
            at += length;
        } else {
            sqlite3_stmt *statement = statements[word(&at)];
            const char *sql = sqlite3_sql(statement);
            int isCommit = !strcmp(sql, "COMMIT");
            bind(statement, &at);
            if (!strcmp(sql, "BEGIN IMMEDIATE")) {
                flock(lock, LOCK_EX);
                isWriting = 1;
            }
            int code;
            while ((code = sqlite3_step(statement)) == SQLITE_ROW) {}
            check(code, sql);
            sqlite3_reset(statement);
            if (isCommit && isWriting) {
                flock(lock, LOCK_UN);
                isWriting = 0;
                printf("ACK %ld\n", ++writes);
                fflush(stdout);
            }
        }
    }
}

int main(int count, char **arguments) {
    if (count == 1) {
        char line[4096];
        while (fgets(line, sizeof line, stdin))
            if (!strncmp(line, "ACK ", 4)) note();
        return report();
    }
    if (count != 3) return 2;
    char name[4096];
    snprintf(name, sizeof name, "%s-lock", arguments[1]);
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    check(sqlite3_open_v2(arguments[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL),
          "open");
    check(sqlite3_exec(db,
              "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
              "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;"
              "PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;"
              "PRAGMA mmap_size=0",
              NULL, NULL, NULL),
          "settings");
    FILE *file = fopen(arguments[2], "rb");
    if (!file) return 2;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size);
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size) return 2;
    replay(bytes, bytes + size, lock);
    return 0;
}
