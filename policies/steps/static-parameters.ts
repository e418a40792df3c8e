/**
 * Parameters of PostgreSQL that take another value at a restart only, by their names; Azure calls them static.
 *
 * Sources: Learn, "Server parameters in Azure Database for PostgreSQL" (parameter type); PostgreSQL's documentation,
 * "Server Configuration": those that can be set at server start only, and of its extensions the same.
 */
const STATIC: ReadonlySet<string> = new Set([
  "archive_mode",
  "autovacuum_freeze_max_age",
  "autovacuum_max_workers",
  "autovacuum_multixact_freeze_max_age",
  "autovacuum_worker_slots",
  "commit_timestamp_buffers",
  "hot_standby",
  "huge_pages",
  "huge_page_size",
  "io_max_concurrency",
  "io_method",
  "logging_collector",
  "max_connections",
  "max_files_per_process",
  "max_locks_per_transaction",
  "max_logical_replication_workers",
  "max_notify_queue_pages",
  "max_pred_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "min_dynamic_shared_memory",
  "multixact_member_buffers",
  "multixact_offset_buffers",
  "notify_buffers",
  "old_snapshot_threshold",
  "port",
  "reserved_connections",
  "serializable_buffers",
  "shared_buffers",
  "shared_memory_type",
  "shared_preload_libraries",
  "subtransaction_buffers",
  "superuser_reserved_connections",
  "track_activity_query_size",
  "track_commit_timestamp",
  "transaction_buffers",
  "wal_buffers",
  "wal_decode_buffer_size",
  "wal_level",
  "wal_log_hints",
]);

/** Extensions whose every parameter of this kind is static. */
const STATIC_EXTENSIONS =
  /^(cron\.|pg_stat_statements\.max$|pglogical\.|timescaledb\.max_background_workers$)/;

/** Whether a parameter takes another value at a restart only. */
export function isStatic(name: string | undefined): boolean {
  const plain = name?.toLowerCase() ?? "";
  return STATIC.has(plain) || STATIC_EXTENSIONS.test(plain);
}
