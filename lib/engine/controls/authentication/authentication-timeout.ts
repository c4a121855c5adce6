import { parameter, parseDuration } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

const atMostMilliseconds = 60_000;

export const authenticationTimeout = defineControl({
  id: 'authentication-timeout',
  title: 'A connection that does not authenticate ends within a minute',
  area: 'authentication',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  threats: ['resource-exhaustion', 'credential-guessing'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'NIST 800-53', id: 'SC-5' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'Connections that never finish logging in occupy connection slots, so that anybody who reaches the port can keep everybody else out.',
  caution: 'Logins through a slow directory or with an interactive token may need longer.',
  check(cluster) {
    const row = parameter(cluster, 'authentication_timeout');
    const timeout = row ? parseDuration(row.value, row.unit) : null;
    if (!row || timeout === null)
      return { outcome: 'unknown', reason: 'the server did not show authentication_timeout' };
    if (timeout <= atMostMilliseconds) return judged([]);
    return judged([
      {
        object: settingObject('authentication_timeout'),
        title: `A connection may take ${timeout / 1000} seconds to authenticate, longer than a minute`,
        evidence: settingEvidence(row),
        remedy: setServerWide(row, '1min'),
      },
    ]);
  },
});
