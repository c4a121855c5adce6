import type { FindingBodyProps } from '#components/findings/finding-body.tsx';
import type { Access } from '#lib/service/auth/access.ts';
import { getCoverage } from '#lib/service/coverage/get-coverage.ts';
import { getFinding } from '#lib/service/findings/get-finding.ts';
import { todayUtc } from '#lib/service/findings/today-utc.ts';
import { getFindingHistory } from '#lib/service/triage/finding-history.ts';
import { triageOptions } from '#lib/service/triage/triage-options.ts';
import { catalogue } from './control-catalogue.ts';

/** Everything that a finding's page and its panel show. Throws `not-found` as `getFinding` does. */
export async function findingPageData(
  access: Access<'finding:read'>,
  targetId: string,
  fingerprint: string,
): Promise<FindingBodyProps> {
  const [finding, { coverage, verdicts }, history, options] = await Promise.all([
    getFinding(access, targetId, fingerprint),
    getCoverage(access, targetId),
    getFindingHistory(access, targetId, fingerprint),
    triageOptions(access),
  ]);
  return {
    finding,
    targetId,
    history,
    options,
    today: todayUtc(),
    control: catalogue.get(finding.control),
    verdict: verdicts.find((verdict) => verdict.control === finding.control),
    threats: coverage.threats
      .filter((threat) => finding.threats.includes(threat.id))
      .map(({ id, title }) => ({ id, title })),
    base: `/databases/${targetId}`,
  };
}
