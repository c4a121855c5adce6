import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { isManaged } from '../../connect/substrate.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';

/** Databases in which a page was found damaged since their statistics began. */
function damaged(cluster: ClusterFacts): readonly FindingDraft[] {
  return cluster
    .read('databases')
    .filter((row) => (row.checksumFailures ?? 0) > 0)
    .map((row) => ({
      object: { kind: 'database', database: row.name, name: row.name },
      title: `Database ${row.name} has pages whose checksum was found wrong`,
      // How often they were read says nothing more, and would be another finding at each scan.
      evidence: { found: true },
      severity: 'high',
      remedy: {
        manual:
          'Find the relation in the server log (page verification failed), keep the backups made before the damage, restore what was damaged from them, and look at the storage. Then SELECT pg_stat_reset() in that database, so that the next damage shows.',
      },
    }));
}

export const dataChecksums = defineControl({
  id: 'data-checksums',
  title: 'Data pages carry checksums, and none was found wrong',
  area: 'backup',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings', 'databases'],
  threats: ['unrecoverable-loss'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'NIST 800-53', id: 'SI-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.13' },
    { standard: 'SOC 2', id: 'A1.2' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'Without checksums a damaged page is read as if it were right and goes into every backup made since, until no good copy is left. A checksum that was found wrong is such a page: the backups taken before are the good ones.',
  caution:
    'Enabling them rewrites every page while the server is stopped, or takes a new instance of a managed service, and costs a few percent of speed afterwards.',
  check(cluster) {
    const row = parameter(cluster, 'data_checksums');
    const value = parseBoolean(row?.value ?? null);
    if (!row || value === null)
      return { outcome: 'unknown', reason: 'the server did not show data_checksums' };
    if (value) return judged(damaged(cluster));
    return judged([
      {
        object: settingObject('data_checksums'),
        title: 'Data pages carry no checksums, so damage goes unnoticed',
        evidence: settingEvidence(row),
        remedy: {
          manual: isManaged(cluster.inventory.substrate)
            ? 'Only the service makes clusters with checksums: have it make a new instance that has them, and move the data there.'
            : 'Stop the server cleanly, run pg_checksums --enable on its data directory (its standbys first), and start it again.',
        },
      },
    ]);
  },
});
