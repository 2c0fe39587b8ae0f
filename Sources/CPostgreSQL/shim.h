#include <libpq-fe.h>
#include <postgres_ext.h>

// Character constants behind macros are not imported.
enum { CPG_SQLSTATE = PG_DIAG_SQLSTATE, CPG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME };
