import { seenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import { objectText } from '../../model/object-text.ts';
import { defineControl } from '../control.ts';
import { byObject, seenEncryptionNeeds, undecidedDefinitions } from './seen-needs.ts';

export const encryptionKeyInDefinition = defineControl({
  id: 'encryption-key-in-definition',
  title: 'No encryption key stands in a definition',
  area: 'encryption',
  scope: 'database',
  severity: 'high',
  needs: [...seenEncryptionNeeds],
  threats: ['physical-media-theft', 'backup-theft', 'insider-reads-regulated-data', 'unrotated-secrets'],
  enforcedWhere: 'column',
  references: [
    { standard: 'PCI DSS 4.0', id: '3.6.1' },
    { standard: 'NIST 800-53', id: 'SC-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A key written into a function, trigger, view or default lies in the same data files and backups as what it encrypts, and everybody who may connect can read the definition in the catalog. Nothing is protected then against a stolen disk or backup, and the key cannot be rotated without a migration.',
  caution:
    'The key is known already: rotating it means encrypting every row again, and old backups still open with the old one.',
  check(database) {
    const seen = seenEncryption(database);
    const literal = seen.calls.filter((call) => call.key?.from === 'literal');
    return {
      outcome: 'judged',
      findings: byObject(literal).map(({ object, seen: calls }) => ({
        object,
        title: `The definition of ${objectText(object)} holds the key that it calls ${[...new Set(calls.map((call) => call.function))].join(' and ')} with`,
        evidence: { functions: [...new Set(calls.map((call) => call.function))].sort(), calls: calls.length },
        remedy: {
          manual:
            'Take the key out of the definition: pass it in as a parameter from the application or, better, encrypt in the application. Then encrypt the rows again with a new key: this one has been in the catalog and in every backup.',
        },
      })),
      undecided: undecidedDefinitions(seen),
    };
  },
});
