import type { ClusterFacts } from '../../analysis/facts.ts';
import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { CheckResult } from '../control.ts';
import { judgeHba } from '../hba-finding.ts';

/** Whether a rule has the server look at a certificate of the client (documentation 20.12 and 20.1, clientcert). */
const asksForCertificate = (rule: EffectiveRule): boolean =>
  rule.accepts && (rule.method === 'cert' || rule.options.some((option) => option.name === 'clientcert'));

/** Judges how certificates of clients are checked, where some rule asks for one. */
export function judgeClientCertificates(
  cluster: ClusterFacts,
  judge: (rules: readonly EffectiveRule[]) => readonly FindingDraft[],
): CheckResult {
  return judgeHba(cluster, (hba) => {
    const rules = hba.rules.filter(asksForCertificate);
    if (rules.length === 0)
      return { outcome: 'not-applicable', reason: 'no rule of pg_hba.conf asks for a client certificate' };
    return { findings: judge(rules) };
  });
}
