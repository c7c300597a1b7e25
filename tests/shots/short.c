/* write(2) as a slow disk has it: at most seven bytes at once, or, with SHORT=0, none. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t (*whole)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    size_t most = getenv("SHORT") && fd > 2 ? 0 : 7;
    return whole(fd, bytes, count < most ? count : most);
}
