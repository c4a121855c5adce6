const reads = 'reads files of the server';
const writesFiles = 'writes files of the server';
const lists = 'lists directories of the server';
const copies = 'a copy of all files';
const replication = 'changes how far replication has come';
const memory = 'shows what the memory of the server is used for';
const resets = 'discards statistics of the server';

/** What each lets its caller do; none of them is open to PUBLIC after installation on 14 to 18 (`system_functions.sql`). */
export const dangerous: ReadonlyMap<string, string> = new Map([
  ['pg_read_file', reads],
  ['pg_read_binary_file', reads],
  ['pg_ls_dir', lists],
  ['pg_stat_file', 'looks at files of the server'],
  ['lo_import', reads],
  ['lo_export', writesFiles],
  // Of the extension adminpack, up to 16; it puts them into pg_catalog.
  ['pg_file_write', writesFiles],
  ['pg_file_rename', writesFiles],
  ['pg_file_unlink', writesFiles],
  ['pg_file_sync', writesFiles],
  ['pg_logdir_ls', lists],
  // Of the extension dblink, which closes this one alone.
  ['dblink_connect_u', 'connects as whoever the server is to any host that asks for no password, itself too'],
  ['pg_reload_conf', 'reloads the configuration'],
  ['pg_rotate_logfile', 'rotates the log'],
  ['pg_promote', 'turns a standby into a primary'],
  ['pg_switch_wal', 'switches the write-ahead log'],
  ['pg_create_restore_point', 'marks the write-ahead log'],
  ['pg_log_standby_snapshot', 'writes into the write-ahead log'],
  ['pg_wal_replay_pause', 'stops the replay of a standby'],
  ['pg_wal_replay_resume', 'starts the replay of a standby'],
  ['pg_start_backup', `begins ${copies}`],
  ['pg_stop_backup', `ends ${copies}`],
  ['pg_backup_start', `begins ${copies}`],
  ['pg_backup_stop', `ends ${copies}`],
  ['pg_replication_origin_advance', 'moves where replication goes on'],
  ['pg_replication_origin_create', replication],
  ['pg_replication_origin_drop', replication],
  ['pg_replication_origin_session_setup', replication],
  ['pg_replication_origin_session_reset', replication],
  ['pg_replication_origin_xact_setup', replication],
  ['pg_replication_origin_xact_reset', replication],
  ['pg_config', 'shows how the server was built'],
  ['pg_show_all_file_settings', 'shows the configuration files'],
  ['pg_hba_file_rules', 'shows who may connect from where'],
  ['pg_ident_file_mappings', 'shows which accounts become which roles'],
  ['pg_current_logfile', 'names the log file of the server'],
  ['pg_get_backend_memory_contexts', memory],
  ['pg_get_shmem_allocations', memory],
  ['pg_get_shmem_allocations_numa', memory],
  ['pg_get_aios', 'shows what the server reads and writes'],
  ['pg_ls_archive_statusdir', lists],
  ['pg_ls_logdir', lists],
  ['pg_ls_logicalmapdir', lists],
  ['pg_ls_logicalsnapdir', lists],
  ['pg_ls_replslotdir', lists],
  ['pg_ls_summariesdir', lists],
  ['pg_ls_tmpdir', lists],
  ['pg_ls_waldir', lists],
  ['pg_stat_reset', resets],
  ['pg_stat_reset_backend_stats', resets],
  ['pg_stat_reset_replication_slot', resets],
  ['pg_stat_reset_shared', resets],
  ['pg_stat_reset_single_function_counters', resets],
  ['pg_stat_reset_single_table_counters', resets],
  ['pg_stat_reset_slru', resets],
  ['pg_stat_reset_subscription_stats', resets],
]);

/** Doing, not telling: an alarm; the others are worth a finding. */
export const grave: ReadonlySet<string> = new Set([
  ...['pg_read_file', 'pg_read_binary_file', 'lo_import', 'lo_export', 'dblink_connect_u'],
  ...['pg_file_write', 'pg_file_rename', 'pg_file_unlink', 'pg_file_sync'],
  ...['pg_reload_conf', 'pg_rotate_logfile', 'pg_promote', 'pg_switch_wal', 'pg_create_restore_point'],
  ...['pg_wal_replay_pause', 'pg_wal_replay_resume', 'pg_replication_origin_advance'],
  ...['pg_start_backup', 'pg_stop_backup', 'pg_backup_start', 'pg_backup_stop'],
]);
