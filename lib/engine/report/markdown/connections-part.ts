import { factsOf } from '../../analysis/facts.ts';
import { canonicalRule } from '../../analysis/hba/canonical-rule.ts';
import { rulesFromInventory } from '../../analysis/hba/rules-from-inventory.ts';
import { whyNotInForce } from '../../analysis/hba/rules-in-force.ts';
import { reach } from '../../analysis/reach.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import { inline, limited, list, table } from './markdown-text.ts';
import { type ReportInput, sectionRows } from './report-input.ts';

const shownSettings = ['ssl', 'password_encryption', 'listen_addresses', 'port'];
const shownProtected = ['ssl_min_protocol_version', 'ssl_max_protocol_version', 'ssl_ciphers'];

/** TLS and password settings, and how sessions were connected during the scan. */
export function connectionsPart({ inventory, policy }: ReportInput): string {
  const stated = policy.connections;
  const settings = sectionRows(inventory.cluster.settings);
  const hidden = sectionRows(inventory.cluster['protected-settings']);
  const setting = (rows: readonly { name: string; value: string | null }[], wanted: readonly string[]) =>
    rows.filter((row) => wanted.includes(row.name)).map((row) => [row.name, inline(row.value ?? '')]);
  const values = [
    ...('unread' in settings ? [['settings', settings.unread]] : setting(settings.rows, shownSettings)),
    ...('unread' in hidden
      ? [['TLS versions and ciphers', hidden.unread]]
      : setting(hidden.rows, shownProtected)),
  ];
  const sessions = sectionRows(inventory.cluster.sessions);
  const live =
    'unread' in sessions
      ? sessions.unread
      : `Sessions during the scan: ${sessions.rows.filter((row) => row.tls).reduce((sum, row) => sum + row.count, 0)} with TLS, ${sessions.rows.filter((row) => !row.tls && row.address !== null).reduce((sum, row) => sum + row.count, 0)} over the network without.`;
  return [
    list([
      `Oldest TLS version meant: ${inline(stated?.minimumTls ?? 'not stated')}`,
      `Clients verify: ${inline(stated?.clientVerification ?? 'not stated')}`,
      `Methods allowed: ${(stated?.authentication ?? []).map(inline).join(', ') || 'not stated'}`,
    ]),
    table(['Setting', 'Value'], values, 'No setting was read.'),
    `${live}\n`,
  ].join('\n');
}

/** From where, to what, as whom: what pg_hba.conf lets through, first match first. */
export function networkPart({ inventory, policy }: ReportInput): string {
  const zones = (policy.boundaries ?? []).map((zone) => [
    inline(zone.id),
    zone.cidrs.map(inline).join(', '),
    inline(zone.description ?? ''),
  ]);
  const exposure = `Public exposure: ${policy.publicExposure ?? 'not stated'}.\n`;
  return [
    exposure,
    table(['Boundary', 'Ranges', 'What it is'], zones, 'The policy names no boundaries.'),
    reached({ inventory }),
  ].join('\n');
}

function reached({ inventory }: Pick<ReportInput, 'inventory'>): string {
  try {
    const facts = factsOf(inventory);
    const unknown = whyNotInForce(rulesFromInventory(facts).errors, 'pg_hba.conf');
    if (unknown !== null) return `Unknown: ${inline(unknown)}.\n`;
    const { shown, note } = limited(reach(facts), 200);
    const few = (names: readonly string[]) =>
      limited(names, 8).shown.map(inline).join(', ') +
      (names.length > 8 ? ` and ${names.length - 8} more` : '');
    const rows = shown.map((one) => [
      one.origin.class === 'local' ? 'local socket' : inline(one.origin.network),
      one.tls === null ? '' : one.tls ? 'yes' : 'no',
      few(one.roles),
      one.replication ? 'replication' : few(one.databases),
      inline(one.method ?? one.decision),
      one.rule ? inline(canonicalRule(one.rule)) : '',
    ]);
    return `${table(['From', 'TLS', 'Roles', 'Databases', 'Method', 'Deciding rule'], rows, 'The rules let no login role past, from anywhere.')}${note}`;
  } catch (error) {
    if (error instanceof UnreadSection) return `Not read: ${inline(error.gap.reason)}\n`;
    throw error;
  }
}
