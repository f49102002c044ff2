// Calls of the operating system that fail: loaded before the C library, it counts the calls of one kind on paths that
// begin with $FAIL_PREFIX and lets so many of them fail with $FAIL_ERROR, from number $FAIL_AT on. Each counted call is
// a line in the file $FAIL_LOG, which begins with "!" where it failed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#undef open
#undef open64
#undef openat
#undef openat64
#undef pread
#undef pread64
#undef pwrite
#undef pwrite64
#undef ftruncate
#undef ftruncate64
#undef mmap
#undef mmap64

static long counted;

static int starts_with(const char *text, const char *start) { return !strncmp(text, start, strlen(start)); }

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static void note(char mark, const char *call, const char *path) {
    char line[PATH_MAX + 64];
    int size = snprintf(line, sizeof line, "%c %s %s\n", mark, call, path);
    int log = (int)syscall(SYS_openat, AT_FDCWD, setting("FAIL_LOG"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (log < 0) return;
    syscall(SYS_write, log, line, (size_t)size);
    syscall(SYS_close, log);
}

// Whether this call fails now; errno is set then, and left alone else.
static int fails(const char *call, const char *path) {
    int before = errno;
    const char *prefix = setting("FAIL_PREFIX");
    if (!*prefix || !starts_with(path, prefix)) return 0;
    const char *kind = setting("FAIL_CALL");
    int is_meant = !*kind || !strcmp(kind, call);
    long number = is_meant ? __atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST) : 0;
    long first = atol(setting("FAIL_AT")), times = atol(setting("FAIL_TIMES"));
    int is_hit = is_meant && first > 0 && number >= first && number < first + times;
    if (is_meant) note(is_hit ? '!' : '.', call, path + strlen(prefix));
    errno = is_hit ? atoi(setting("FAIL_ERROR")) : before;
    return is_hit;
}

static int fails_at(const char *call, int folder, const char *path) {
    char whole[PATH_MAX * 2] = {0};
    if (*path == '/') return fails(call, path);
    int before = errno;
    if (folder == AT_FDCWD) {
        if (!getcwd(whole, PATH_MAX)) return 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        if (syscall(SYS_readlinkat, AT_FDCWD, link, whole, (size_t)PATH_MAX) < 0) return errno = before, 0;
    }
    strcat(whole, "/");
    strncat(whole, path, PATH_MAX - 1);
    errno = before;
    return fails(call, whole);
}

static int fails_on(const char *call, int file) {
    char link[64], path[PATH_MAX + 1] = {0};
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, (size_t)PATH_MAX);
    errno = before;
    return size > 0 && fails(call, path);
}

#define NEXT(name) __typeof__(name) *next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define OPEN(name)                                             \
    int name(const char *path, int flags, ...) {               \
        NEXT(name);                                            \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        mode_t mode = (mode_t)va_arg(rest, int);               \
        va_end(rest);                                          \
        return fails_at("open", AT_FDCWD, path) ? -1 : next(path, flags, mode); \
    }
#define OPEN_AT(name)                                          \
    int name(int folder, const char *path, int flags, ...) {   \
        NEXT(name);                                            \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        mode_t mode = (mode_t)va_arg(rest, int);               \
        va_end(rest);                                          \
        return fails_at("open", folder, path) ? -1 : next(folder, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
OPEN_AT(openat)
OPEN_AT(openat64)

ssize_t write(int file, const void *from, size_t size) {
    NEXT(write);
    return fails_on("write", file) ? -1 : next(file, from, size);
}
ssize_t read(int file, void *into, size_t size) {
    NEXT(read);
    return fails_on("read", file) ? -1 : next(file, into, size);
}
#define WRITE_AT(name)                                                    \
    ssize_t name(int file, const void *from, size_t size, off_t at) {     \
        NEXT(name);                                                       \
        return fails_on("write", file) ? -1 : next(file, from, size, at); \
    }
#define READ_AT(name)                                                    \
    ssize_t name(int file, void *into, size_t size, off_t at) {          \
        NEXT(name);                                                      \
        return fails_on("read", file) ? -1 : next(file, into, size, at); \
    }
WRITE_AT(pwrite)
WRITE_AT(pwrite64)
READ_AT(pread)
READ_AT(pread64)

#define SYNC(name)                                      \
    int name(int file) {                                \
        NEXT(name);                                     \
        return fails_on("fsync", file) ? -1 : next(file); \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name)                                            \
    int name(int file, off_t size) {                              \
        NEXT(name);                                               \
        return fails_on("ftruncate", file) ? -1 : next(file, size); \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define MAP(name)                                                                                       \
    void *name(void *at, size_t size, int rights, int flags, int file, off_t from) {                    \
        NEXT(name);                                                                                     \
        return file >= 0 && fails_on("mmap", file) ? MAP_FAILED : next(at, size, rights, flags, file, from); \
    }
MAP(mmap)
MAP(mmap64)

int rename(const char *from, const char *to) {
    NEXT(rename);
    return fails_at("rename", AT_FDCWD, to) ? -1 : next(from, to);
}
int renameat(int folder, const char *from, int other, const char *to) {
    NEXT(renameat);
    return fails_at("rename", other, to) ? -1 : next(folder, from, other, to);
}
int link(const char *from, const char *to) {
    NEXT(link);
    return fails_at("rename", AT_FDCWD, to) ? -1 : next(from, to);
}
int linkat(int folder, const char *from, int other, const char *to, int flags) {
    NEXT(linkat);
    return fails_at("rename", other, to) ? -1 : next(folder, from, other, to, flags);
}
int mkdir(const char *path, mode_t mode) {
    NEXT(mkdir);
    return fails_at("rename", AT_FDCWD, path) ? -1 : next(path, mode);
}
int unlink(const char *path) {
    NEXT(unlink);
    return fails_at("unlink", AT_FDCWD, path) ? -1 : next(path);
}
int unlinkat(int folder, const char *path, int flags) {
    NEXT(unlinkat);
    return fails_at("unlink", folder, path) ? -1 : next(folder, path, flags);
}
