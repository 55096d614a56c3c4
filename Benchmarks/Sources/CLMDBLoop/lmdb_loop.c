#include "lmdb_loop.h"

#include <lmdb.h>
#include <stdlib.h>
#include <string.h>

struct lmdb_loop {
  MDB_env *env;
  MDB_dbi table;
};

lmdb_loop *lmdb_loop_open(const char *path, int no_meta_sync) {
  lmdb_loop *loop = calloc(1, sizeof *loop);
  if (!loop) return NULL;
  MDB_txn *txn = NULL;
  int status = mdb_env_create(&loop->env);
  if (!status) status = mdb_env_set_mapsize(loop->env, (size_t)1 << 40);
  if (!status) status = mdb_env_set_maxdbs(loop->env, 2);
  if (!status) status = mdb_env_open(loop->env, path, MDB_NOTLS | (no_meta_sync ? MDB_NOMETASYNC : 0), 0644);
  if (!status) status = mdb_txn_begin(loop->env, NULL, 0, &txn);
  if (!status) status = mdb_dbi_open(txn, "table", MDB_CREATE, &loop->table);
  if (!status) status = mdb_txn_commit(txn);
  if (!status) return loop;
  lmdb_loop_close(loop);
  return NULL;
}

void lmdb_loop_close(lmdb_loop *loop) {
  if (loop->env) mdb_env_close(loop->env);
  free(loop);
}

int lmdb_loop_put(lmdb_loop *loop, const uint8_t *keys, size_t key_size, size_t count, const uint8_t *value,
                  size_t value_size) {
  MDB_txn *txn;
  int status = mdb_txn_begin(loop->env, NULL, 0, &txn);
  if (status) return status;
  for (size_t i = 0; i < count; i++) {
    MDB_val key = {key_size, (void *)(keys + i * key_size)};
    MDB_val data = {value_size, (void *)value};
    status = mdb_put(txn, loop->table, &key, &data, 0);
    if (status) {
      mdb_txn_abort(txn);
      return status;
    }
  }
  return mdb_txn_commit(txn);
}

static int read_all(lmdb_loop *loop, const uint8_t *keys, size_t key_size, size_t count, int copies, uint64_t *sum) {
  MDB_txn *txn;
  int status = mdb_txn_begin(loop->env, NULL, MDB_RDONLY, &txn);
  if (status) return status;
  for (size_t i = 0; i < count && !status; i++) {
    MDB_val key = {key_size, (void *)(keys + i * key_size)};
    MDB_val data;
    status = mdb_get(txn, loop->table, &key, &data);
    if (status) break;
    if (copies) {
      uint8_t *copy = malloc(data.mv_size);
      if (!copy) abort();
      memcpy(copy, data.mv_data, data.mv_size);
      *sum += copy[0];
      free(copy);
    } else {
      *sum += *(const uint8_t *)data.mv_data;
    }
  }
  mdb_txn_abort(txn);
  return status;
}

int lmdb_loop_get(lmdb_loop *loop, const uint8_t *keys, size_t key_size, size_t count, uint64_t *sum) {
  return read_all(loop, keys, key_size, count, 0, sum);
}

int lmdb_loop_get_copies(lmdb_loop *loop, const uint8_t *keys, size_t key_size, size_t count, uint64_t *sum) {
  return read_all(loop, keys, key_size, count, 1, sum);
}
