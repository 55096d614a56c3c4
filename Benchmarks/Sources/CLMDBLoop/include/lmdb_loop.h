// The same work as the storage suite's, in plain C on LMDB: what the Swift store is compared with.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct lmdb_loop lmdb_loop;

// Opens an empty environment with one table in an existing directory; NULL when that fails.
// With `no_meta_sync` a commit does not sync the page that names the root, as a buffered commit of the store.
lmdb_loop *lmdb_loop_open(const char *path, int no_meta_sync);

void lmdb_loop_close(lmdb_loop *loop);

// Stores `count` pairs in one transaction: keys of `key_size` bytes behind each other, all with the same value.
// Returns LMDB's status.
int lmdb_loop_put(lmdb_loop *loop, const uint8_t *keys, size_t key_size, size_t count, const uint8_t *value,
                  size_t value_size);

// Reads `count` keys in one read transaction and adds up the first bytes of their values.
// Returns LMDB's status.
int lmdb_loop_get(lmdb_loop *loop, const uint8_t *keys, size_t key_size, size_t count, uint64_t *sum);

// As lmdb_loop_get, copying every value to memory of its own.
int lmdb_loop_get_copies(lmdb_loop *loop, const uint8_t *keys, size_t key_size, size_t count, uint64_t *sum);
