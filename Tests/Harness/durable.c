// The bare loop against which durable writes are measured: the statements and settings of one
// booking, in C, with nothing around them.
//
//   cc -O2 -o durable durable.c -lsqlite3
//   durable STORE COUNT     a store with a course K-0001 and free places; prints writes a second
//
// It writes rows that the journal does not chain: measure on a copy.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

static sqlite3 *db;

static void check(int code, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement = NULL;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
    return statement;
}

static void run(sqlite3_stmt *statement) {
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {}
    check(code, sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static void text(sqlite3_stmt *statement, int place, const char *words) {
    sqlite3_bind_text(statement, place, words, -1, SQLITE_TRANSIENT);
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    int writes = atoi(arguments[2]);
    char name[4096];
    snprintf(name, sizeof name, "%s-lock", arguments[1]);
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    check(sqlite3_open_v2(arguments[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL), "open");
    check(sqlite3_exec(db,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=0",
        NULL, NULL, NULL), "settings");
    sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
    sqlite3_stmt *key = prepare("SELECT sequence FROM journal WHERE idempotency = $1");
    sqlite3_stmt *head = prepare("SELECT sequence, hash FROM journal_head WHERE id = 1");
    sqlite3_stmt *expired = prepare(
        "SELECT id FROM booking WHERE state = 'held' AND hold_expires <= $1 ORDER BY id");
    sqlite3_stmt *place = prepare(
        "SELECT u.resource, u.day, u.unit FROM unit_day u WHERE NOT EXISTS (SELECT 1 FROM claim c"
        " WHERE c.resource = u.resource AND c.day = u.day AND c.unit = u.unit)"
        " AND (u.resource, u.day, u.unit) > ($1, $2, $3) ORDER BY 1, 2, 3 LIMIT 1");
    sqlite3_stmt *booking = prepare(
        "INSERT INTO booking (id, course, activity, part, first_day, days, time, state,"
        " hold_expires, hold_offset, places, shares, ref, version)"
        " VALUES ($1, 'K-0001', 'apheresis', 1, $2, 1, NULL, 'confirmed', NULL, NULL, $3, '', $4, $5)");
    sqlite3_stmt *claim = prepare("INSERT INTO claim VALUES ($1, $2, $3, $4)");
    sqlite3_stmt *journal = prepare(
        "INSERT INTO journal VALUES ($1, 0, 540, 'test', 'book', 'routine', '', 'bench', $2, NULL, $3, $4)");
    sqlite3_stmt *move = prepare("UPDATE journal_head SET sequence = $1, hash = $2 WHERE id = 1");
    unsigned char changes[300] = {1}, hash[32] = {2};
    char resource[64] = "";
    long long day = 0, unit = 0;
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int index = 0; index < writes; index++) {
        char id[64], words[160];
        snprintf(id, sizeof id, "C-%d-%d", getpid(), index);
        flock(lock, LOCK_EX);
        run(begin);
        text(key, 1, id);
        run(key);
        sqlite3_step(head);
        long long sequence = sqlite3_column_int64(head, 0) + 1;
        sqlite3_reset(head);
        sqlite3_bind_int64(expired, 1, 0);
        run(expired);
        text(place, 1, resource);
        sqlite3_bind_int64(place, 2, day);
        sqlite3_bind_int64(place, 3, unit);
        if (sqlite3_step(place) != SQLITE_ROW) { fprintf(stderr, "no place is free\n"); return 1; }
        snprintf(resource, sizeof resource, "%s", (const char *)sqlite3_column_text(place, 0));
        day = sqlite3_column_int64(place, 1);
        unit = sqlite3_column_int64(place, 2);
        sqlite3_reset(place);
        snprintf(words, sizeof words, "%s:%lld:%lld:1", resource, day, unit);
        text(booking, 1, id);
        sqlite3_bind_int64(booking, 2, day);
        text(booking, 3, words);
        text(booking, 4, id);
        sqlite3_bind_int64(booking, 5, sequence);
        run(booking);
        text(claim, 1, resource);
        sqlite3_bind_int64(claim, 2, day);
        sqlite3_bind_int64(claim, 3, unit);
        text(claim, 4, id);
        run(claim);
        sqlite3_bind_int64(journal, 1, sequence);
        text(journal, 2, id);
        sqlite3_bind_blob(journal, 3, changes, sizeof changes, SQLITE_STATIC);
        sqlite3_bind_blob(journal, 4, hash, sizeof hash, SQLITE_STATIC);
        run(journal);
        sqlite3_bind_int64(move, 1, sequence);
        sqlite3_bind_blob(move, 2, hash, sizeof hash, SQLITE_STATIC);
        run(move);
        run(commit);
        flock(lock, LOCK_UN);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    printf("%.0f\n", writes / seconds);
    return 0;
}
