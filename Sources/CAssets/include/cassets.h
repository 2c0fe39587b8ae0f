#ifndef CASSETS_H
#define CASSETS_H

#include <stddef.h>

// One file of Schema/ or Resources/, as it stood when the program was built.
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t count;
} c_asset;

// All files, sorted by path.
const c_asset *c_assets(size_t *count);

#endif
