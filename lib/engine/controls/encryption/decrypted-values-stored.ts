import { seenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import { objectText } from '../../model/object-text.ts';
import { defineControl } from '../control.ts';
import { byObject, seenEncryptionNeeds, undecidedDefinitions } from './seen-needs.ts';

export const decryptedValuesStored = defineControl({
  id: 'decrypted-values-stored',
  title: 'No index, generated column or materialized view keeps decrypted values',
  area: 'encryption',
  scope: 'database',
  severity: 'high',
  needs: [...seenEncryptionNeeds],
  threats: ['physical-media-theft', 'backup-theft', 'insider-reads-regulated-data'],
  enforcedWhere: 'column',
  references: [
    { standard: 'PCI DSS 4.0', id: '3.5.1' },
    { standard: 'NIST 800-53', id: 'SC-28' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'An index on a decrypted value, a generated column or a materialized view that decrypts writes the plain text to disk and into every backup, beside the ciphertext. The key of an index expression stands in the catalog too.',
  caution:
    'Searches that used it become slow or impossible: a keyed hash of the value can be indexed instead.',
  check(database) {
    const seen = seenEncryption(database);
    const kept = seen.uses.filter(
      (use) =>
        use.act === 'decrypt' &&
        (use.by === 'index' || use.by === 'generated' || use.where.kind === 'materialized-view'),
    );
    return {
      outcome: 'judged',
      findings: byObject(kept).map(({ object, seen: uses }) => ({
        object,
        title: `The ${objectText(object)} keeps decrypted values on disk (${[...new Set(uses.map((use) => use.by))].join(', ')})`,
        evidence: {
          columns: [...new Set(uses.map((use) => `${use.schema}.${use.relation}.${use.column}`))].sort(),
          by: [...new Set(uses.map((use) => use.by))].sort(),
        },
        remedy: {
          manual:
            'Drop it, and search by a keyed hash (hmac with a key that is passed in) where a search is needed. Then rewrite or vacuum what held it, and remember the backups made meanwhile.',
        },
      })),
      undecided: undecidedDefinitions(seen),
    };
  },
});
