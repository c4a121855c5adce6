import { inline, list, table } from './markdown-text.ts';
import { type ReportInput, sectionRows } from './report-input.ts';

const auditSettings = [
  'log_connections',
  'log_disconnections',
  'log_statement',
  'log_line_prefix',
  'log_min_error_statement',
  'logging_collector',
  'log_destination',
  'pgaudit.log',
];

/** What must be recorded, and what is. */
export function auditPart({ inventory, policy }: ReportInput): string {
  const settings = sectionRows(inventory.cluster.settings);
  const values =
    'unread' in settings
      ? [['settings', settings.unread]]
      : settings.rows
          .filter((row) => auditSettings.includes(row.name))
          .map((row) => [inline(row.name), inline(row.value ?? '')]);
  const { events, sink, retentionDays } = policy.audit ?? {};
  return [
    list([
      `Events meant: ${events?.map(inline).join(', ') || 'not stated'}`,
      `Sink: ${inline(sink ?? 'not stated')}`,
      `Kept: ${retentionDays === undefined ? 'not stated' : `${retentionDays} days`}`,
    ]),
    table(['Setting', 'Value'], values, 'No setting was read.'),
  ].join('\n');
}

/** Credentials with their owners and intervals, and how passwords are stored. */
export function rotationPart({ inventory, policy }: ReportInput): string {
  const rows = (policy.secrets ?? []).map((secret) => [
    inline(secret.credential),
    inline(secret.owner ?? 'not stated'),
    secret.rotateEveryDays === undefined ? 'not stated' : `every ${secret.rotateEveryDays} days`,
    inline(secret.method ?? 'not stated'),
  ]);
  const kinds = sectionRows(inventory.cluster['password-kinds']);
  const stored =
    'unread' in kinds
      ? `How passwords are stored: ${kinds.unread}`
      : `Passwords stored: ${(['scram-sha-256', 'md5', 'other', 'none'] as const).map((kind) => `${kinds.rows.filter((row) => row.kind === kind).length} ${kind}`).join(', ')}.`;
  return `${table(['Credential', 'Owner', 'Rotated', 'Method'], rows, 'The policy names no credentials.')}\n${stored}\n`;
}
