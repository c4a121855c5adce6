import { parameter, parseList } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

/**
 * What a log line must say, and the escapes that say it (PostgreSQL documentation 20.8.3, log_line_prefix). `stamped`: syslog
 * and the event log say it of every message themselves.
 */
const demanded = [
  { what: 'time', escapes: ['m', 't', 'n'], add: '%m', stamped: true },
  { what: 'process', escapes: ['p', 'c'], add: '[%p]', stamped: true },
  { what: 'user', escapes: ['u'], add: 'user=%u', stamped: false },
  { what: 'database', escapes: ['d'], add: 'db=%d', stamped: false },
  { what: 'application', escapes: ['a'], add: 'app=%a', stamped: false },
  { what: 'client', escapes: ['h', 'r'], add: 'client=%h', stamped: false },
] as const;

/** Escapes of a prefix; a number between the percent sign and the letter is padding, `%%` a percent sign. */
function escapesOf(prefix: string): ReadonlySet<string> {
  return new Set([...prefix.matchAll(/%-?\d*(.)/gs)].map((match) => match[1] ?? ''));
}

export const logLinePrefix = defineControl({
  id: 'log-line-prefix',
  title: 'A log line says when, who, where and from where',
  area: 'audit',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings'],
  threats: ['undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.24' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.24' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233512' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233578' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233582' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233591' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233604' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233608' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'A statement or an error in the log helps nobody when the line does not name the role, the database and the client. Failed logins carry the address of the client only here.',
  caution: 'Whatever reads the log must understand the new prefix.',
  check(cluster) {
    const row = parameter(cluster, 'log_line_prefix');
    const destination = parameter(cluster, 'log_destination');
    if (!row || !destination)
      return { outcome: 'unknown', reason: 'the server did not show log_line_prefix and log_destination' };
    const destinations = parseList(destination.value);
    if (destinations.length > 0 && destinations.every((one) => one === 'csvlog' || one === 'jsonlog')) {
      return {
        outcome: 'not-applicable',
        reason: 'the log is written as csvlog or jsonlog, which name all of it in every line',
      };
    }
    const escapes = escapesOf(row.value ?? '');
    const stamps = destinations.length > 0 && !destinations.includes('stderr');
    const missing = demanded.filter(
      (one) => !(stamps && one.stamped) && !one.escapes.some((letter) => escapes.has(letter)),
    );
    if (missing.length === 0) return judged([]);
    const value = `${[(row.value ?? '').trim(), ...missing.map((one) => one.add)].filter((part) => part !== '').join(' ')} `;
    return judged([
      {
        object: settingObject('log_line_prefix'),
        title: `Log lines do not name the ${missing.map((one) => one.what).join(', ')}`,
        evidence: { ...settingEvidence(row), missing: missing.map((one) => one.what) },
        remedy: setServerWide(row, value),
      },
    ]);
  },
});
