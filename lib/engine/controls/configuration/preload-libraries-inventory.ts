import { parseList, protectedParameter } from '../../analysis/parameter.ts';
import { overridesOf } from '../../analysis/parameter-levels.ts';
import type { SettingRow } from '../../inventory/sections/settings.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

const names = ['shared_preload_libraries', 'session_preload_libraries'] as const;

/** The library's own name: a path and the ending do not make it another. */
const base = (library: string) => (library.split('/').at(-1) ?? library).replace(/\.(so|dll|dylib)$/, '');

/**
 * ALTER SYSTEM cannot store an empty list of libraries: it writes `""`, and every new session then fails to load a file
 * of that name. What ALTER SYSTEM set can be reset; anything else is taken out of its file by hand.
 */
function keepOnly(row: SettingRow, kept: readonly string[]): Remedy {
  if (kept.length > 0) return setServerWide(row, kept.join(','));
  if (row.sourceFile?.endsWith('/postgresql.auto.conf')) return setServerWide(row, null);
  return { manual: `Take ${row.name} out of the configuration file that sets it, and reload or restart.` };
}

export const preloadLibrariesInventory = defineControl({
  id: 'preload-libraries-inventory',
  title: 'Only approved libraries are loaded into the server',
  area: 'configuration',
  scope: 'cluster',
  severity: 'medium',
  needs: ['protected-settings', 'role-settings'],
  threats: ['trojan-objects', 'escalation-to-operating-system', 'unpatched-software'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '8.3' },
    { standard: 'CIS PostgreSQL 17', id: '8.3' },
    { standard: 'PCI DSS 4.0', id: '6.3.2' },
    { standard: 'NIST 800-53', id: 'CM-7(5)' },
    { standard: 'ISO 27001:2022', id: 'A.8.19' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'A library in shared_preload_libraries or session_preload_libraries runs inside every session with the rights of the server account. Nothing it does is bound by privileges.',
  caution: 'What the library does for sessions ends; its extension may stop working.',
  check(cluster, policy) {
    const approved = policy.software?.libraries;
    if (approved === undefined)
      return {
        outcome: 'unknown',
        reason: 'the policy does not say which libraries are approved',
        decision: 'software',
      };
    const allowed = new Set(approved.map((one) => base(one.toLowerCase())));
    const strange = (value: string | null) => parseList(value).filter((one) => !allowed.has(base(one)));
    const rows = names.flatMap((name) => protectedParameter(cluster, name) ?? []);
    const findings: FindingDraft[] = rows.flatMap((row) => {
      const strangers = strange(row.value);
      if (strangers.length === 0) return [];
      const kept = parseList(row.value).filter((one) => allowed.has(base(one)));
      return [
        {
          object: settingObject(row.name),
          title: `Setting ${row.name} loads ${strangers.join(' and ')}, which the policy does not approve`,
          evidence: { ...settingEvidence(row), notApproved: strangers },
          remedy: keepOnly(row, kept),
        },
      ];
    });
    // A role or database may carry a list of its own, which the server's says nothing about.
    for (const one of overridesOf(cluster, 'session_preload_libraries')) {
      const strangers = strange(one.value);
      if (strangers.length === 0) continue;
      const at = {
        ...(one.role === null ? {} : { role: one.role }),
        ...(one.database === null ? {} : { database: one.database }),
      };
      const who = [one.role && `role ${one.role}`, one.database && `database ${one.database}`];
      const whose = who.filter(Boolean).join(' in ') || 'all roles';
      findings.push({
        object: settingObject('session_preload_libraries', at),
        title: `Setting session_preload_libraries of ${whose} loads ${strangers.join(' and ')}, which the policy does not approve`,
        evidence: { role: one.role, database: one.database, notApproved: strangers },
        remedy:
          one.role === null && one.database === null
            ? { manual: 'Run ALTER ROLE ALL RESET session_preload_libraries.' }
            : {
                changes: [{ do: 'set-parameter', parameter: 'session_preload_libraries', value: null, at }],
              },
      });
    }
    const undecided = rows
      .filter((row) => row.value === null)
      .map((row) => ({
        object: settingObject(row.name),
        reason: `the scan role has its own ${row.name}, which hides the server-wide value`,
      }));
    return { outcome: 'judged', findings, undecided };
  },
});
