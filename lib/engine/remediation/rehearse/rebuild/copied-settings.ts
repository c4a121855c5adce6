import type { Inventory } from '../../../inventory/inventory.ts';
import { redacted } from '../../../inventory/redact.ts';
import type { SettingRow } from '../../../inventory/sections/settings.ts';
import { clusterRows } from '../../prior.ts';

/** What belongs to the machine and its surroundings, not to how the server decides: files, memory, libraries, other servers. */
const surroundings =
  /^(.*_(file|dir|directory|directories|path|library|libraries|command|keyfile|conninfo|slot_name)|ssl|ssl_passphrase.*|krb_.*|log_filename|syslog_.*|event_source|bonjour.*|lc_.*|.*tablespaces?|recovery_target.*|synchronous_standby_names|hot_standby|max_connections|.*_buffers|.*_mem|.*_pages?|.*_page_size|.*memory.*|io_.*|archive_mode|restore_.*|primary_.*|timezone_abbreviations|jit_provider|debug_.*|default_text_search_config)$/i;

/** Both sections, as far as they were read. */
export const allSettings = (inventory: Inventory): readonly SettingRow[] => [
  ...clusterRows(inventory.cluster.settings),
  ...clusterRows(inventory.cluster['protected-settings']),
];

/**
 * What `postgresql.conf` of the throw-away server has to say so that it decides as the snapshot's server does: parameters set
 * in a file there, and `touched` ones (lower case) whatever they are. Hidden values and those of extensions are left out.
 */
export function copiedSettings(
  inventory: Inventory,
  kept: ReadonlySet<string>,
  touched: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const { name, value, source } of allSettings(inventory)) {
    const lower = name.toLowerCase();
    if (value === null || value.includes(redacted) || kept.has(lower)) continue;
    if (source !== 'configuration file' && source !== 'command line') continue;
    if (touched.has(lower) || !(surroundings.test(name) || name.includes('.'))) settings.set(name, value);
  }
  const ssl = allSettings(inventory).find((row) => row.name === 'ssl');
  if (ssl?.value !== 'on') return settings;
  // Its own certificate, where the target has one of its own.
  settings.set('ssl', 'on');
  settings.set('ssl_ca_file', 'root.crt');
  return settings;
}
