import type { ClusterFacts } from '../../analysis/facts.ts';
import { protectedParameter } from '../../analysis/parameter.ts';
import { parameterLevels } from '../../analysis/parameter-levels.ts';
import { sameSetting } from '../../analysis/setting-value.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl } from '../control.ts';
import {
  judgeLevels,
  levelWords,
  setServerWide,
  settingEvidence,
  settingObject,
} from '../parameter-finding.ts';

interface Answer {
  readonly findings: readonly FindingDraft[];
  readonly undecided: readonly { readonly object: ObjectRef; readonly reason: string }[];
}

function judgeOne(cluster: ClusterFacts, name: string, value: string): Answer {
  const hidden = protectedParameter(cluster, name);
  if (hidden) {
    if (hidden.value === null) {
      const reason = `the scan role has its own ${name}, which hides the server-wide value`;
      return { findings: [], undecided: [{ object: settingObject(name), reason }] };
    }
    if (sameSetting(hidden, hidden.value, value)) return { findings: [], undecided: [] };
    const finding = {
      object: settingObject(name),
      title: `Setting ${name} is not what the baseline of the policy says`,
      evidence: { ...settingEvidence(hidden), baseline: value },
      remedy: setServerWide(hidden, value),
    };
    return { findings: [finding], undecided: [] };
  }
  const levels = parameterLevels(cluster, name);
  if (levels) {
    return judgeLevels(levels, {
      isRight: (one) => sameSetting(levels.row, one, value),
      value,
      title: (wrong) =>
        `Setting ${name} is not what the baseline of the policy says (${wrong.map(levelWords).join(', ')})`,
      evidence: { baseline: value },
    });
  }
  const reason = `the baseline names ${name}, which this server does not have`;
  return { findings: [], undecided: [{ object: settingObject(name), reason }] };
}

export const settingsBaseline = defineControl({
  id: 'settings-baseline',
  title: 'Every setting of the declared baseline has its value',
  area: 'configuration',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings', 'protected-settings', 'role-settings', 'roles', 'databases'],
  threats: ['undetected-misuse', 'dangerous-ddl'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.3' },
    { standard: 'CIS PostgreSQL 16', id: '6.4' },
    { standard: 'CIS PostgreSQL 16', id: '6.5' },
    { standard: 'CIS PostgreSQL 16', id: '6.6' },
    { standard: 'CIS PostgreSQL 17', id: '6.3' },
    { standard: 'CIS PostgreSQL 17', id: '6.4' },
    { standard: 'CIS PostgreSQL 17', id: '6.5' },
    { standard: 'CIS PostgreSQL 17', id: '6.6' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233515' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'CM-2' },
    { standard: 'NIST 800-53', id: 'CM-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'ISO 27001:2022', id: 'A.8.32' },
    { standard: 'SOC 2', id: 'CC8.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'A baseline that nobody compares is a document. A setting that drifts from it was changed by somebody who did not say so, or was never applied.',
  caution: 'What the value was changed for comes back: find out why before resetting it.',
  check(cluster, policy) {
    const baseline = policy.settings ?? [];
    if (baseline.length === 0)
      return { outcome: 'not-applicable', reason: 'the policy declares no baseline of settings' };
    const answers = baseline.map((one) => judgeOne(cluster, one.parameter.toLowerCase(), one.value));
    return {
      outcome: 'judged',
      findings: answers.flatMap((one) => one.findings),
      undecided: answers.flatMap((one) => one.undecided),
    };
  },
});
