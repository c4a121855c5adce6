import { isManaged } from '../../connect/substrate.ts';
import { defineControl, judged } from '../control.ts';
import { releaseOf } from './postgresql-releases.ts';

export const versionSupported = defineControl({
  id: 'version-supported',
  title: 'The major version is still maintained',
  area: 'configuration',
  scope: 'cluster',
  severity: 'high',
  needs: [],
  threats: ['unpatched-software'],
  enforcedWhere: 'outside',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-265871' },
    { standard: 'PCI DSS 4.0', id: '6.3.3' },
    { standard: 'NIST 800-53', id: 'SA-22' },
    { standard: 'ISO 27001:2022', id: 'A.8.8' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale: 'After its end of life a major version gets no fix for anything that is found, however bad.',
  caution: 'A major upgrade needs a rehearsal with the real data and applications.',
  check(cluster) {
    const { versionNum, version } = cluster.inventory.server;
    const release = releaseOf(versionNum);
    const major = Math.trunc(versionNum / 10000);
    if (!release && major >= 10) {
      return {
        outcome: 'unknown',
        reason: `this Postern does not know the support period of PostgreSQL ${major}`,
      };
    }
    const endOfLife = release?.endOfLife ?? 'before 2022';
    if (release && cluster.inventory.collectedAt.slice(0, 10) <= release.endOfLife) return judged([]);
    return judged([
      {
        object: { kind: 'cluster' },
        title: `PostgreSQL ${release?.major ?? version} is no longer maintained`,
        evidence: { version, endOfLife },
        remedy: {
          manual: isManaged(cluster.inventory.substrate)
            ? 'Plan the upgrade to a maintained major version with the means of the service, and rehearse it on a copy.'
            : 'Plan the upgrade to a maintained major version with pg_upgrade or logical replication, and rehearse it.',
        },
      },
    ]);
  },
});
