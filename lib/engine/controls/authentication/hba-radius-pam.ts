import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';

/**
 * Methods by which the client sends the secret itself (documentation 20.10 to 20.15), and what it is. `password` has a control
 * of its own.
 */
const sends: Readonly<Record<string, string>> = {
  ldap: 'passwords',
  radius: 'passwords',
  pam: 'passwords',
  bsd: 'passwords',
  // Since 18.
  oauth: 'access tokens',
};

export const hbaRadiusPam = defineControl({
  id: 'hba-radius-pam',
  title: 'Passwords and tokens for outside checks cross the network encrypted',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds],
  threats: ['eavesdropping', 'stolen-credentials'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233519' },
    { standard: 'PCI DSS 4.0', id: '8.3.2' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '20.11' },
  ],
  rationale:
    'For ldap, radius, pam and bsd the client sends the password itself, as it does for password, and for oauth its access token. Where the connection is not encrypted, whoever listens has it, for every other system of the same directory too.',
  caution: 'Clients without TLS are refused.',
  check(cluster) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter(
          (rule) =>
            rule.accepts && Object.hasOwn(sends, rule.method) && rule.remote && rule.plaintextPossible,
        )
        .map((rule) => ({
          object: ruleObject(rule),
          title: `The rule "${rule.text}" has ${sends[rule.method]} sent in clear text over connections without TLS`,
          evidence: ruleEvidence(rule),
          remedy: rule.options.some((one) => ['radiussecrets', 'ldapbindpasswd'].includes(one.name))
            ? { manual: 'Turn TLS on, change the type of the rule to hostssl, and reload.' }
            : { changes: [replaceRule(rule, [{ ...rule, type: 'hostssl' as const }])] },
        })),
    }));
  },
});
