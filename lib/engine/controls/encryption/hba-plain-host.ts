import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { serviceTls } from '../../analysis/service-tls.ts';
import type { Remedy } from '../../model/change.ts';
import { defineControl, judged } from '../control.ts';
import { hbaNeeds, judgeHba, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

function remedyFor(rule: EffectiveRule, tlsOn: boolean): Remedy {
  if (tlsOn) return { changes: [replaceRule(rule, [{ ...rule, type: 'hostssl' }])] };
  return {
    manual:
      'Turn TLS on first (control tls-enabled), else this locks every client of the rule out; then change its type to hostssl and SELECT pg_reload_conf().',
  };
}

export const hbaPlainHost = defineControl({
  id: 'hba-plain-host',
  title: 'Connections over the network must be encrypted',
  area: 'encryption',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds, 'settings'],
  threats: ['eavesdropping', 'server-impersonation', 'stolen-credentials'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233611' },
    { standard: 'PCI DSS 4.0', id: '2.2.7' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-8' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'ssl = on refuses nobody: a host rule accepts plain connections as well, and a client with sslmode=prefer falls back to them without a word. Only hostssl, with nothing looser beside it, demands TLS; so does the setting of a managed service that says so.',
  caution:
    'Clients that do not speak TLS are refused; clients should use sslmode=verify-full, since require encrypts to anybody.',
  otherWay: {
    needs: ['settings'],
    check(cluster) {
      const service = serviceTls(cluster);
      if (service === null) return null;
      const { row, demanded } = service;
      if (demanded) return judged([]);
      return judged([
        {
          object: settingObject(row.name),
          title: `With ${row.name} off, the service accepts connections over the network without encryption`,
          evidence: { ...settingEvidence(row), rules: 'pg_hba.conf is not readable here' },
          remedy: setServerWide(row, row.name === 'rds.force_ssl' ? '1' : 'on'),
        },
      ]);
    },
  },
  check(cluster) {
    const ssl = parseBoolean(parameter(cluster, 'ssl')?.value ?? null);
    if (ssl === null) return { outcome: 'unknown', reason: 'the server did not show ssl' };
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.accepts && rule.remote && rule.plaintextPossible)
        .map((rule) => ({
          object: ruleObject(rule),
          title: `The rule "${rule.text}" accepts connections over the network without encryption`,
          evidence: { ...ruleEvidence(rule), type: rule.type, tlsOffered: ssl },
          remedy: remedyFor(rule, ssl),
        })),
    }));
  },
});
