import { parameter, parseList } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { hbaNeeds } from '../hba-finding.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';
import { judgeStoredPasswords } from './stored-passwords.ts';

export const authDelay = defineControl({
  id: 'auth-delay',
  title: 'A failed login costs time',
  area: 'authentication',
  scope: 'cluster',
  severity: 'low',
  needs: [...hbaNeeds, 'settings', 'protected-settings'],
  threats: ['credential-guessing'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '8.3.4' },
    { standard: 'NIST 800-53', id: 'AC-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'PostgreSQL answers a wrong password at once and never locks an account, so that guesses are bounded by the network alone. auth_delay makes each of them wait.',
  caution: 'Each waiting attempt keeps a connection slot: set a connection limit beside it.',
  check(cluster) {
    return judgeStoredPasswords(cluster, (shared, session) => {
      const delays = ['auth_delay.milliseconds', 'credcheck.auth_delay_ms'].flatMap(
        (name) => parameter(cluster, name) ?? [],
      );
      if (delays.some((delay) => Number(delay.value) > 0)) return judged([]);
      const [delay] = delays;
      return judged([
        {
          object: settingObject('auth_delay.milliseconds'),
          title: 'Passwords can be guessed over the network as fast as the server answers',
          evidence: {
            loaded: [...parseList(shared.value), ...parseList(session.value)],
            ...(delay === undefined ? {} : settingEvidence(delay)),
          },
          remedy: {
            manual:
              'Add auth_delay to shared_preload_libraries, set auth_delay.milliseconds to 500 or more, and restart.',
          },
        },
      ]);
    });
  },
});
