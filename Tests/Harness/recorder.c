// Writes down every statement that a program gives to SQLite, with its values, so that
// `durable.c` can give the same ones with nothing around them.
//
//   cc -O2 -shared -fPIC -o recorder.so recorder.c -ldl
//   RECORD=FILE LD_PRELOAD=./recorder.so PROGRAM …
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "recording.h"

#define STATEMENTS 1024
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

typedef struct {
    uint8_t kind;
    int64_t number;
    char *bytes;
    int length;
} bound;

// Prepared statements by their address; a finalized one leaves its place.
static struct {
    sqlite3_stmt *handle;
    int text, running;
    bound values[VALUES];
} known[STATEMENTS];
static int texts;
static FILE *out;

static int find(sqlite3_stmt *handle) {
    for (int place = 0; place < STATEMENTS; place++)
        if (known[place].handle == handle) return place;
    return -1;
}

static void put(const void *bytes, size_t length) { fwrite(bytes, 1, length, out); }

int sqlite3_prepare_v3(sqlite3 *db, const char *sql, int length, unsigned flags,
                       sqlite3_stmt **made, const char **rest) {
    int code = REAL(sqlite3_prepare_v3)(db, sql, length, flags, made, rest);
    if (!out && getenv("RECORD")) out = fopen(getenv("RECORD"), "wb");
    int place = code == SQLITE_OK && out ? find(NULL) : -1;
    if (place < 0) return code;
    memset(&known[place], 0, sizeof known[place]);
    known[place].handle = *made;
    known[place].text = texts++;
    uint32_t size = (uint32_t)strlen(sql);
    fputc(TEXT, out);
    put(&size, sizeof size);
    put(sql, size);
    return code;
}

static void keep(sqlite3_stmt *handle, int index, uint8_t kind, int64_t number,
                 const void *bytes, int length) {
    int place = find(handle);
    if (!handle || place < 0 || index > VALUES) return;
    bound *value = &known[place].values[index - 1];
    free(value->bytes);
    *value = (bound){kind, number, bytes ? memcpy(malloc(length + 1), bytes, length) : NULL, length};
}

int sqlite3_bind_int64(sqlite3_stmt *handle, int index, sqlite3_int64 number) {
    keep(handle, index, NUMBER, number, NULL, 0);
    return REAL(sqlite3_bind_int64)(handle, index, number);
}

int sqlite3_bind_text(sqlite3_stmt *handle, int index, const char *bytes, int length,
                      void (*end)(void *)) {
    keep(handle, index, WORDS, 0, bytes, length < 0 ? (int)strlen(bytes) : length);
    return REAL(sqlite3_bind_text)(handle, index, bytes, length, end);
}

int sqlite3_bind_blob(sqlite3_stmt *handle, int index, const void *bytes, int length,
                      void (*end)(void *)) {
    keep(handle, index, BYTES, 0, bytes, length);
    return REAL(sqlite3_bind_blob)(handle, index, bytes, length, end);
}

int sqlite3_clear_bindings(sqlite3_stmt *handle) {
    int place = find(handle);
    if (handle && place >= 0)
        for (int index = 0; index < VALUES; index++) {
            free(known[place].values[index].bytes);
            known[place].values[index] = (bound){0};
        }
    return REAL(sqlite3_clear_bindings)(handle);
}

int sqlite3_step(sqlite3_stmt *handle) {
    int place = find(handle);
    if (handle && place >= 0 && !known[place].running) {
        known[place].running = 1;
        uint32_t text = (uint32_t)known[place].text;
        uint8_t count = (uint8_t)sqlite3_bind_parameter_count(handle);
        fputc(STEP, out);
        put(&text, sizeof text);
        put(&count, 1);
        for (int index = 0; index < count; index++) {
            bound *value = &known[place].values[index];
            uint32_t length = (uint32_t)value->length;
            put(&value->kind, 1);
            if (value->kind == NUMBER) put(&value->number, sizeof value->number);
            if (value->kind == WORDS || value->kind == BYTES) {
                put(&length, sizeof length);
                put(value->bytes, length);
            }
        }
    }
    return REAL(sqlite3_step)(handle);
}

int sqlite3_reset(sqlite3_stmt *handle) {
    int place = find(handle);
    if (handle && place >= 0) known[place].running = 0;
    return REAL(sqlite3_reset)(handle);
}

int sqlite3_finalize(sqlite3_stmt *handle) {
    int place = find(handle);
    if (handle && place >= 0) known[place].handle = NULL;
    return REAL(sqlite3_finalize)(handle);
}

int sqlite3_wal_checkpoint_v2(sqlite3 *db, const char *name, int mode, int *log, int *moved) {
    if (out && mode == SQLITE_CHECKPOINT_PASSIVE) fputc(CHECKPOINT, out);
    return REAL(sqlite3_wal_checkpoint_v2)(db, name, mode, log, moved);
}

__attribute__((destructor)) static void end(void) {
    if (out) fclose(out);
}
