import type { ClusterFacts } from '../../analysis/facts.ts';
import { protectedParameter, splitList } from '../../analysis/parameter.ts';
import { overridesOf } from '../../analysis/parameter-levels.ts';
import type { SettingRow } from '../../inventory/sections/settings.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

const names = ['shared_preload_libraries', 'session_preload_libraries'] as const;

/** The library's own name: `$libdir` and the ending do not make it another, any other directory does. */
const base = (library: string) => library.replace(/^\$libdir\//i, '').replace(/\.(so|dll|dylib)$/i, '');

/** Where the server looks for what it loads, and what stands there for its own installation. */
const paths = [
  { name: 'dynamic_library_path', own: '$libdir', what: 'libraries' },
  // Since 18.
  { name: 'extension_control_path', own: '$system', what: 'extensions' },
] as const;

/** A directory beside the installation can hold another library under an approved name. */
function elsewhere(cluster: ClusterFacts): readonly FindingDraft[] {
  return paths.flatMap(({ name, own, what }): FindingDraft[] => {
    const row = protectedParameter(cluster, name);
    const others = (row?.value ?? '')
      .split(':')
      .filter((one) => one !== '' && one !== own && !one.startsWith(`${own}/`));
    if (row === null || others.length === 0) return [];
    return [
      {
        object: settingObject(name),
        title: `Setting ${name} has the server look for ${what} in ${others.join(' and ')}, outside its installation`,
        evidence: { ...settingEvidence(row), outside: others },
        severity: 'high',
        remedy: setServerWide(row, null),
      },
    ];
  });
}

function keepOnly(row: SettingRow, kept: readonly string[]): Remedy {
  const written = kept.map((one) => (/^[a-z0-9_$/.-]+$/.test(one) ? one : `"${one}"`));
  return setServerWide(row, kept.length > 0 ? written.join(',') : null);
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
    'A library in shared_preload_libraries or session_preload_libraries runs inside every session with the rights of the server account. Nothing it does is bound by privileges. A directory in dynamic_library_path or extension_control_path lets another library stand under an approved name.',
  caution: 'What the library does for sessions ends; its extension may stop working.',
  check(cluster, policy) {
    const approved = policy.software?.libraries;
    const outside = elsewhere(cluster);
    if (approved === undefined) {
      const reason = 'the policy does not say which libraries are approved';
      return outside.length === 0
        ? { outcome: 'unknown', reason, decision: 'software' }
        : {
            outcome: 'judged',
            findings: outside,
            undecided: [{ object: settingObject('shared_preload_libraries'), reason }],
          };
    }
    const allowed = new Set(approved.map((one) => base(one.toLowerCase())));
    const isStrange = (library: string) => !allowed.has(base(library.toLowerCase()));
    const strange = (value: string | null) => splitList(value).filter(isStrange);
    const rows = names.flatMap((name) => protectedParameter(cluster, name) ?? []);
    const ofServer: FindingDraft[] = rows.flatMap((row) => {
      const strangers = strange(row.value);
      if (strangers.length === 0) return [];
      const kept = splitList(row.value).filter((one) => !isStrange(one));
      return [
        {
          object: settingObject(row.name),
          title: `Setting ${row.name} loads ${strangers.join(' and ')}, which the policy does not approve`,
          evidence: { ...settingEvidence(row), notApproved: strangers },
          remedy: keepOnly(row, kept),
        },
      ];
    });
    const findings = [...outside, ...ofServer];
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
    const hidden = paths.flatMap(({ name }) => protectedParameter(cluster, name) ?? []);
    const undecided = [...rows, ...hidden]
      .filter((row) => row.value === null)
      .map((row) => ({
        object: settingObject(row.name),
        reason: `the scan role has its own ${row.name}, which hides the server-wide value`,
      }));
    return { outcome: 'judged', findings, undecided };
  },
});
