import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';

/** Whether the way to the directory is encrypted (documentation 20.10: ldaptls, ldapscheme, or the scheme of ldapurl). */
function isEncrypted(options: ReadonlyMap<string, string>): boolean {
  return (
    options.get('ldaptls') === '1' ||
    options.get('ldapscheme') === 'ldaps' ||
    (options.get('ldapurl') ?? '').toLowerCase().startsWith('ldaps://')
  );
}

export const hbaLdapCleartext = defineControl({
  id: 'hba-ldap-cleartext',
  title: 'Passwords go to the directory encrypted',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['eavesdropping', 'stolen-credentials'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.4' },
    { standard: 'CIS PostgreSQL 17', id: '5.4' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233519' },
    { standard: 'PCI DSS 4.0', id: '8.3.2' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '20.10' },
  ],
  rationale:
    'With ldap the client hands its password to the server, and the server hands it on to the directory: in the clear, unless the rule says ldaptls=1 or ldapscheme=ldaps. Encryption between client and server does not cover that way.',
  caution: 'The directory must offer TLS with a certificate the server’s LDAP library trusts.',
  check(cluster) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules.flatMap((rule) => {
        if (!rule.accepts || rule.method !== 'ldap') return [];
        if (isEncrypted(new Map(rule.options.map((one) => [one.name, one.value])))) return [];
        // What was redacted in the inventory cannot be written back: such a rule is edited by hand.
        const scriptable = !rule.options.some((one) => one.name === 'ldapbindpasswd');
        const others = rule.options.filter((one) => one.name !== 'ldaptls');
        const options = [...others, { name: 'ldaptls', value: '1' }];
        return [
          {
            object: ruleObject(rule),
            title: `The rule "${rule.text}" sends passwords to the directory without encryption`,
            evidence: ruleEvidence(rule),
            remedy: scriptable
              ? { changes: [replaceRule(rule, [{ ...rule, options }])] }
              : { manual: 'Add ldaptls=1 (or ldapscheme=ldaps) to the rule, and reload.' },
          },
        ];
      }),
    }));
  },
});
