import { roleGraph } from '../../analysis/role-graph.ts';
import { defineControl } from '../control.ts';
import {
  identNeeds,
  judgeMappings,
  mappingEvidence,
  mappingObject,
  withoutMaps,
} from './ident-mapping-finding.ts';

export const identSuperuserMapping = defineControl({
  id: 'ident-superuser-mapping',
  title: 'No ident map turns somebody into a superuser',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: [...identNeeds],
  threats: ['escalation-to-superuser', 'stolen-credentials'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233615' },
    { standard: 'NIST 800-53', id: 'AC-6(5)' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A map line names who may log in as another role without its password; one that leads to a superuser makes an operating system account, or whoever gets a certificate with that name, master of the cluster.',
  caution: 'Administrators and backup jobs that come by this line need another way first.',
  otherWay: withoutMaps,
  check(cluster) {
    const { roles } = roleGraph(cluster);
    return judgeMappings(cluster, (used) => ({
      findings: used.flatMap((one) => {
        const superusers = one.mapping.grantsRoles.filter((role) => roles.get(role)?.superuser === true);
        if (superusers.length === 0) return [];
        return [
          {
            object: mappingObject(one.mapping),
            title: `An ident map lets ${one.mapping.systemUser.text} log in as ${superusers.length === 1 ? `the superuser ${superusers[0]}` : `${superusers.length} superusers`}`,
            evidence: { ...mappingEvidence(one), superusers },
            // On the socket it takes an account of the machine; over the network a certificate or a ticket.
            ...(one.rules.some((rule) => rule.remote) ? {} : { severity: 'medium' as const }),
            remedy: {
              manual:
                'Map to a role of its own that may SET ROLE where it must, remove this line from pg_ident.conf, then SELECT pg_reload_conf().',
            },
          },
        ];
      }),
    }));
  },
});
