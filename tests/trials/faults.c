/*
 * A disk that can be told to fail, for one process: LD_PRELOAD this. It watches the files under FAULTS_DIR.
 *
 * FAULTS_UNDO=folder: before each write to a watched file the bytes that stood there are kept in the folder,
 * and forgotten when that file is synced. After the process was killed, playing them back (power-cut.ts)
 * leaves what a machine would find that lost its power: everything synced, and nothing else. Making, naming
 * and removing files counts as synced at once.
 *
 * FAULTS_AT=n, FAULTS_ERRNO=5|28, FAULTS_KIND=write|sync: the n-th write or sync after the file FAULTS_ARM
 * appeared fails with that error; FAULTS_STICKY=1: and every one after it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FDS 4096

struct record {
  uint64_t offset;
  uint64_t size_before;
  uint64_t bytes;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static signed char watched[MOST_FDS]; /* 0 not looked at, 1 yes, -1 no */
static const char *dir, *undo, *arm, *kind;
static long fail_at, failures_left, seen;
static int fail_errno, sticky, started;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_close)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);

static void begin(void) {
  if (started) return;
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_pwritev = dlsym(RTLD_NEXT, "pwritev");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
  real_close = dlsym(RTLD_NEXT, "close");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  dir = getenv("FAULTS_DIR");
  undo = getenv("FAULTS_UNDO");
  arm = getenv("FAULTS_ARM");
  kind = getenv("FAULTS_KIND");
  fail_at = getenv("FAULTS_AT") ? atol(getenv("FAULTS_AT")) : 0;
  fail_errno = getenv("FAULTS_ERRNO") ? atoi(getenv("FAULTS_ERRNO")) : EIO;
  sticky = getenv("FAULTS_STICKY") != NULL;
  failures_left = fail_at > 0 ? 1 : 0;
  started = 1;
}

static int is_watched(int fd) {
  begin();
  if (dir == NULL || fd < 0 || fd >= MOST_FDS) return 0;
  if (watched[fd] == 0) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    int inside = n > 0 && strncmp((path[n] = 0, path), dir, strlen(dir)) == 0;
    /* The index beside a write-ahead log is memory, rebuilt after every start. */
    if (inside && n > 4 && strcmp(path + n - 4, "-shm") == 0) inside = 0;
    watched[fd] = inside ? 1 : -1;
  }
  return watched[fd] == 1;
}

static int fails(const char *what) {
  if (fail_at == 0 || failures_left == 0 || (kind && strcmp(kind, what) != 0)) return 0;
  if (arm && access(arm, F_OK) != 0) return 0;
  seen++;
  if (seen < fail_at) return 0;
  if (!sticky) failures_left = 0;
  errno = fail_errno;
  return 1;
}

static void undo_path(int fd, char *into, size_t room, const char *ending) {
  struct stat st;
  fstat(fd, &st);
  snprintf(into, room, "%s/%lu.%s", undo, (unsigned long)st.st_ino, ending);
}

/* Keeps what a write is about to change. */
static void keep(int fd, off_t offset, size_t bytes) {
  if (undo == NULL) return;
  char log[PATH_MAX], name[PATH_MAX], link[64], path[PATH_MAX];
  struct stat st;
  fstat(fd, &st);
  undo_path(fd, log, sizeof log, "undo");
  undo_path(fd, name, sizeof name, "path");
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return;
  path[n] = 0;
  if (access(name, F_OK) != 0) {
    int to = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (real_write(to, path, n) != n) abort();
    real_close(to);
  }
  size_t old = 0;
  char *data = NULL;
  if (offset < st.st_size) {
    old = st.st_size - offset < (off_t)bytes ? (size_t)(st.st_size - offset) : bytes;
    data = malloc(old);
    int from = open(path, O_RDONLY);
    if (from < 0 || pread(from, data, old, offset) != (ssize_t)old) abort();
    real_close(from);
  }
  struct record r = {(uint64_t)offset, (uint64_t)st.st_size, old};
  int to = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  struct iovec parts[2] = {{&r, sizeof r}, {data, old}};
  if (real_writev(to, parts, 2) != (ssize_t)(sizeof r + old)) abort();
  real_close(to);
  free(data);
}

static void forget(int fd) {
  if (undo == NULL) return;
  char log[PATH_MAX];
  undo_path(fd, log, sizeof log, "undo");
  truncate(log, 0);
}

ssize_t write(int fd, const void *bytes, size_t n) {
  if (!is_watched(fd)) return real_write(fd, bytes, n);
  pthread_mutex_lock(&lock);
  ssize_t done = -1;
  if (!fails("write")) {
    int append = fcntl(fd, F_GETFL) & O_APPEND;
    keep(fd, append ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR), n);
    done = real_write(fd, bytes, n);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) {
  if (!is_watched(fd)) return real_pwrite(fd, bytes, n, at);
  pthread_mutex_lock(&lock);
  ssize_t done = -1;
  if (!fails("write")) {
    keep(fd, at, n);
    done = real_pwrite(fd, bytes, n, at);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { return pwrite(fd, bytes, n, at); }

static size_t length_of(const struct iovec *parts, int n) {
  size_t sum = 0;
  for (int i = 0; i < n; i++) sum += parts[i].iov_len;
  return sum;
}

ssize_t writev(int fd, const struct iovec *parts, int n) {
  if (!is_watched(fd)) return real_writev(fd, parts, n);
  pthread_mutex_lock(&lock);
  ssize_t done = -1;
  if (!fails("write")) {
    keep(fd, lseek(fd, 0, SEEK_CUR), length_of(parts, n));
    done = real_writev(fd, parts, n);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t at) {
  if (!is_watched(fd)) return real_pwritev(fd, parts, n, at);
  pthread_mutex_lock(&lock);
  ssize_t done = -1;
  if (!fails("write")) {
    keep(fd, at, length_of(parts, n));
    done = real_pwritev(fd, parts, n, at);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int n, off64_t at) {
  return pwritev(fd, parts, n, at);
}

static int synced(int fd, int (*real)(int)) {
  if (!is_watched(fd)) return real(fd);
  pthread_mutex_lock(&lock);
  int done = -1;
  if (!fails("sync")) {
    done = real(fd);
    if (done == 0) forget(fd);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

int fsync(int fd) {
  begin();
  return synced(fd, real_fsync);
}

int fdatasync(int fd) {
  begin();
  return synced(fd, real_fdatasync);
}

int ftruncate(int fd, off_t size) {
  if (!is_watched(fd)) return real_ftruncate(fd, size);
  pthread_mutex_lock(&lock);
  int done = -1;
  if (!fails("write")) {
    struct stat st;
    fstat(fd, &st);
    if (size < st.st_size) keep(fd, size, st.st_size - size);
    else keep(fd, st.st_size, 0);
    done = real_ftruncate(fd, size);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

int close(int fd) {
  begin();
  if (fd >= 0 && fd < MOST_FDS) watched[fd] = 0;
  return real_close(fd);
}

/* A number of a file that is gone is given to the next one: what was kept of it must not be. */
static void forget_file(const char *path) {
  struct stat st;
  if (undo == NULL || stat(path, &st) != 0) return;
  char log[PATH_MAX], name[PATH_MAX];
  snprintf(log, sizeof log, "%s/%lu.undo", undo, (unsigned long)st.st_ino);
  snprintf(name, sizeof name, "%s/%lu.path", undo, (unsigned long)st.st_ino);
  real_unlink(log);
  real_unlink(name);
}

int unlink(const char *path) {
  begin();
  pthread_mutex_lock(&lock);
  forget_file(path);
  int done = real_unlink(path);
  pthread_mutex_unlock(&lock);
  return done;
}

int rename(const char *from, const char *to) {
  begin();
  pthread_mutex_lock(&lock);
  forget_file(to);
  int done = real_rename(from, to);
  pthread_mutex_unlock(&lock);
  return done;
}
