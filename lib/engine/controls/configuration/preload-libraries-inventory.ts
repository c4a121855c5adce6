import { parseList, protectedParameter } from '../../analysis/parameter.ts';
import type { SettingRow } from '../../inventory/sections/settings.ts';
import type { Remedy } from '../../model/change.ts';
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
  needs: ['protected-settings'],
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
    const findings = names.flatMap((name) => {
      const row = protectedParameter(cluster, name);
      if (!row) return [];
      const libraries = parseList(row.value);
      const strangers = libraries.filter((one) => !allowed.has(base(one)));
      if (strangers.length === 0) return [];
      const kept = libraries.filter((one) => allowed.has(base(one)));
      return [
        {
          object: settingObject(name),
          title: `Setting ${name} loads ${strangers.join(' and ')}, which the policy does not approve`,
          evidence: { ...settingEvidence(row), notApproved: strangers },
          remedy: keepOnly(row, kept),
        },
      ];
    });
    return { outcome: 'judged', findings };
  },
});
