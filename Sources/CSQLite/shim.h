#include <sqlite3.h>
#include <sys/vfs.h>

// SQLITE_TRANSIENT is a cast, which Swift does not import.
static inline int csqlite_bind_text(sqlite3_stmt *s, int i, const char *text, int count) {
    return sqlite3_bind_text(s, i, text, count, SQLITE_TRANSIENT);
}
static inline int csqlite_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int count) {
    return sqlite3_bind_blob(s, i, bytes, count, SQLITE_TRANSIENT);
}

// sqlite3_db_config is variadic. Without this, closing the last connection checkpoints outside
// the program's own lock.
static inline int csqlite_no_checkpoint_on_close(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

// Called after every commit with the length of the log. It takes the place of SQLite's own
// checkpoint, which would run outside the program's lock.
static inline int csqlite_log_hook(void *pages, sqlite3 *db, const char *name, int count) {
    (void)db; (void)name;
    *(int *)pages = count;
    return SQLITE_OK;
}
static inline void csqlite_count_log_pages(sqlite3 *db, int *pages) {
    sqlite3_wal_hook(db, csqlite_log_hook, pages);
}

// The kind of file system that a path lies on, as statfs(2) numbers them.
static inline long csqlite_file_system(const char *path) {
    struct statfs fs;
    return statfs(path, &fs) == 0 ? (long)fs.f_type : -1;
}

// Macros made of other macros are not imported.
enum {
    CSQLITE_BUSY_SNAPSHOT = SQLITE_BUSY_SNAPSHOT,
    CSQLITE_IOERR_FSYNC = SQLITE_IOERR_FSYNC,
    CSQLITE_CHECK = SQLITE_CONSTRAINT_CHECK,
    CSQLITE_FOREIGN_KEY = SQLITE_CONSTRAINT_FOREIGNKEY,
    CSQLITE_PRIMARY_KEY = SQLITE_CONSTRAINT_PRIMARYKEY,
    CSQLITE_UNIQUE = SQLITE_CONSTRAINT_UNIQUE
};
