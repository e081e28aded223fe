// A file system for SQLite that does what the real one does and tells of every change.
#include "crash_recorder.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static sqlite3_vfs *real_vfs;
static sqlite3_vfs recording_vfs;
static crash_recorder_event tell;

typedef struct {
  sqlite3_file base;
  const char *path;  // SQLite keeps a file's name as long as the file is open; NULL for files nobody finds again
  int sync_folder;   // the next sync includes the folder, as in SQLite's unix file system for new journals
} recorded_file;

static sqlite3_file *real_file(sqlite3_file *file) {
  return (sqlite3_file *)((recorded_file *)file + 1);
}

static void event(sqlite3_file *file, int kind, int64_t offset, const void *bytes, size_t count) {
  const char *path = ((recorded_file *)file)->path;
  if (path != NULL) tell(kind, path, offset, bytes, count);
}

static int x_close(sqlite3_file *file) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xClose(real);
}

static int x_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xRead(real, bytes, count, offset);
}

static int x_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  sqlite3_file *real = real_file(file);
  int code = real->pMethods->xWrite(real, bytes, count, offset);
  if (code == SQLITE_OK) event(file, CRASH_RECORDER_WRITE, offset, bytes, (size_t)count);
  return code;
}

static int x_truncate(sqlite3_file *file, sqlite3_int64 size) {
  sqlite3_file *real = real_file(file);
  int code = real->pMethods->xTruncate(real, size);
  if (code == SQLITE_OK) event(file, CRASH_RECORDER_TRUNCATE, size, NULL, 0);
  return code;
}

static int x_sync(sqlite3_file *file, int flags) {
  sqlite3_file *real = real_file(file);
  recorded_file *recorded = (recorded_file *)file;
  int code = real->pMethods->xSync(real, flags);
  if (code != SQLITE_OK) return code;
  event(file, CRASH_RECORDER_SYNC, 0, NULL, 0);
  if (recorded->sync_folder) event(file, CRASH_RECORDER_SYNC_FOLDER, 0, NULL, 0);
  recorded->sync_folder = 0;
  return code;
}

static int x_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xFileSize(real, size);
}

static int x_lock(sqlite3_file *file, int lock) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xLock(real, lock);
}

static int x_unlock(sqlite3_file *file, int lock) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xUnlock(real, lock);
}

static int x_check_reserved_lock(sqlite3_file *file, int *result) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xCheckReservedLock(real, result);
}

static int x_file_control(sqlite3_file *file, int operation, void *argument) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xFileControl(real, operation, argument);
}

static int x_sector_size(sqlite3_file *file) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xSectorSize(real);
}

static int x_device_characteristics(sqlite3_file *file) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xDeviceCharacteristics(real);
}

static int x_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xShmMap(real, page, size, extend, memory);
}

static int x_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xShmLock(real, offset, count, flags);
}

static void x_shm_barrier(sqlite3_file *file) {
  sqlite3_file *real = real_file(file);
  real->pMethods->xShmBarrier(real);
}

static int x_shm_unmap(sqlite3_file *file, int delete_flag) {
  sqlite3_file *real = real_file(file);
  return real->pMethods->xShmUnmap(real, delete_flag);
}

// Version 2: without xFetch SQLite never writes through a memory map, so that x_write sees everything.
static const sqlite3_io_methods methods = {
    2,           x_close,       x_read,    x_write,  x_truncate,
    x_sync,      x_file_size,   x_lock,    x_unlock, x_check_reserved_lock,
    x_file_control, x_sector_size, x_device_characteristics,
    x_shm_map,   x_shm_lock,    x_shm_barrier, x_shm_unmap, NULL, NULL,
};

static int x_open(sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags, int *out_flags) {
  (void)vfs;
  recorded_file *recorded = (recorded_file *)file;
  int existed = path != NULL && access(path, F_OK) == 0;
  file->pMethods = NULL;
  sqlite3_file *real = real_file(file);
  int code = real_vfs->xOpen(real_vfs, path, real, flags, out_flags);
  if (real->pMethods == NULL) return code;
  recorded->path = (flags & SQLITE_OPEN_DELETEONCLOSE) ? NULL : path;
  int journal = SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
  recorded->sync_folder = (flags & SQLITE_OPEN_CREATE) && (flags & journal);
  file->pMethods = &methods;
  if (code == SQLITE_OK && !existed && (flags & SQLITE_OPEN_CREATE)) event(file, CRASH_RECORDER_CREATE, 0, NULL, 0);
  return code;
}

static int x_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  (void)vfs;
  int code = real_vfs->xDelete(real_vfs, path, sync_folder);
  if (code != SQLITE_OK) return code;
  tell(CRASH_RECORDER_UNLINK, path, 0, NULL, 0);
  if (sync_folder) tell(CRASH_RECORDER_SYNC_FOLDER, path, 0, NULL, 0);
  return code;
}

int crash_recorder_install(crash_recorder_event event) {
  if (real_vfs != NULL) return SQLITE_OK;
  int code = sqlite3_initialize();
  if (code != SQLITE_OK) return code;
  sqlite3_vfs *found = sqlite3_vfs_find(NULL);
  if (found == NULL) return SQLITE_ERROR;
  tell = event;
  real_vfs = found;
  // All else goes straight to the real one: its functions take the file system's own record, which is copied here.
  memcpy(&recording_vfs, found, sizeof recording_vfs);
  recording_vfs.zName = "crash-recorder";
  recording_vfs.pNext = NULL;
  recording_vfs.szOsFile = (int)sizeof(recorded_file) + found->szOsFile;
  recording_vfs.xOpen = x_open;
  recording_vfs.xDelete = x_delete;
  return sqlite3_vfs_register(&recording_vfs, 1);
}
