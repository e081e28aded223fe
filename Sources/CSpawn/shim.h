// glibc offers this (since 2.34) only to those that ask for its own additions, and Swift's module of it does not ask.
#include <spawn.h>

extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
