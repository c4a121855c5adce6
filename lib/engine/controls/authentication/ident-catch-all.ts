import { defineControl } from '../control.ts';
import {
  identNeeds,
  judgeMappings,
  mappingEvidence,
  mappingObject,
  withoutMaps,
} from './ident-mapping-finding.ts';

export const identCatchAll = defineControl({
  id: 'ident-catch-all',
  title: 'No ident map takes every name',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: [...identNeeds],
  threats: ['stolen-credentials', 'escalation-to-superuser'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'NIST 800-53', id: 'IA-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A pattern that any outside name fits, or a line that leads to any role, means that the map decides nothing: every account or certificate is let in.',
  caution: 'Whoever came in by the pattern and is not named afterwards is shut out.',
  otherWay: withoutMaps,
  check(cluster) {
    return judgeMappings(cluster, (used) => ({
      findings: used
        .filter((one) => one.mapping.catchAll)
        .map((one) => ({
          object: mappingObject(one.mapping),
          title: 'An ident map takes every name',
          evidence: { ...mappingEvidence(one), roles: one.mapping.grantsRoles.slice(0, 50) },
          remedy: {
            manual:
              'Write one line for each outside name and the role it stands for in pg_ident.conf, then SELECT pg_reload_conf().',
          },
        })),
    }));
  },
});
