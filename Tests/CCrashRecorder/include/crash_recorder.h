#ifndef CRASH_RECORDER_H
#define CRASH_RECORDER_H

#include <stddef.h>
#include <stdint.h>

/// What SQLite did to a file, after it succeeded.
enum crash_recorder_kind {
  CRASH_RECORDER_CREATE = 1,
  CRASH_RECORDER_WRITE = 2,
  CRASH_RECORDER_TRUNCATE = 3,
  CRASH_RECORDER_SYNC = 4,
  CRASH_RECORDER_SYNC_FOLDER = 5,
  CRASH_RECORDER_UNLINK = 6,
};

/// `offset` is the place of a write or the size after a truncation; `bytes` are those of a write.
/// For `SYNC_FOLDER` the path is that of a file in the folder.
typedef void (*crash_recorder_event)(
    int kind, const char *path, int64_t offset, const void *bytes, size_t count);

/// Puts a recording file system in front of SQLite's own, for every database that is opened from now on in this process.
/// Returns SQLite's result code; calling it again changes nothing.
int crash_recorder_install(crash_recorder_event event);

#endif
