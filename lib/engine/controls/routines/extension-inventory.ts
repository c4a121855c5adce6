import type { ExtensionRow } from '../../inventory/sections/extensions.ts';
import { defineControl, judged } from '../control.ts';

/** Comes with every database, and the language most functions are written in. */
const always = 'plpgsql';

/** Names in one reason. */
const shown = 10;

/** For the question: what there is to approve. */
function installed(extensions: readonly ExtensionRow[]): string {
  if (extensions.length === 0) return '';
  const names = extensions.slice(0, shown).map((one) => one.name);
  const more = extensions.length > shown ? ` and ${extensions.length - shown} more` : '';
  return ` (installed: ${names.join(', ')}${more})`;
}

export const extensionInventory = defineControl({
  id: 'extension-inventory',
  title: 'Only approved extensions are installed',
  area: 'routines',
  scope: 'database',
  severity: 'medium',
  needs: ['extensions'],
  threats: ['unpatched-software', 'trojan-objects', 'exfiltration-from-server'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233592' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233593' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233594' },
    { standard: 'PCI DSS 4.0', id: '6.3.2' },
    { standard: 'NIST 800-53', id: 'CM-7(5)' },
    { standard: 'ISO 27001:2022', id: 'A.8.19' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'Each extension is code of somebody else that runs in the database, often with functions everybody may call. What nobody approved nobody watches for fixes.',
  caution: 'Objects that use the extension stop working: DROP EXTENSION without CASCADE names them.',
  check(database, policy) {
    const approved = policy.software?.extensions;
    const extensions = database.read('extensions').filter((one) => one.name !== always);
    if (approved === undefined)
      return {
        outcome: 'unknown',
        reason: `the policy does not say which extensions are approved${installed(extensions)}`,
        decision: 'software',
      };
    return judged(
      extensions
        .filter((one) => !approved.includes(one.name))
        .map((one) => ({
          object: { kind: 'extension', database: database.name, name: one.name },
          title: `Extension ${one.name} is installed in ${database.name}, and the policy does not approve it`,
          evidence: { version: one.version, owner: one.owner, schema: one.schema },
          remedy: {
            manual:
              'See what uses it (DROP EXTENSION without CASCADE lists it and refuses), then drop it in a migration, or add it to software.extensions of the policy.',
          },
        })),
    );
  },
});
