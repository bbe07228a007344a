/*
 * In a host's /etc/ld.so.preload: each program that starts writes down its user, its command line and its environment, which nobody could see in
 * /proc in time. Programs whose file systems are read-only write nothing; they are long-lived.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static char record[1 << 20];
static size_t used;

static void take(const char *path) {
  int file = open(path, O_RDONLY);
  if (file < 0) return;
  ssize_t got;
  while (used < sizeof record - 1 && (got = read(file, record + used, sizeof record - 1 - used)) > 0) used += got;
  close(file);
}

__attribute__((constructor)) static void write_down(void) {
  int out = open("/var/log/starts", O_WRONLY | O_APPEND);
  if (out < 0) return;
  used = (size_t)snprintf(record, sizeof record, "%u", getuid()) + 1;
  take("/proc/self/cmdline");
  take("/proc/self/environ");
  record[used++] = '\x1e';
  if (write(out, record, used) < 0) _exit(99);
  close(out);
}
