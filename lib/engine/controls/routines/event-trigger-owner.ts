import { superuserNames } from '../../analysis/superusers.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isProviderRole } from '../roles/system-role.ts';

export const eventTriggerOwner = defineControl({
  id: 'event-trigger-owner',
  title: 'Event triggers belong to administrators and run known code',
  area: 'routines',
  scope: 'database',
  severity: 'medium',
  needs: ['event-triggers', 'routines', 'roles'],
  threats: ['trojan-objects', 'escalation-to-superuser'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '6.2.4' },
    { standard: 'NIST 800-53', id: 'CM-5' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: '38.1' },
  ],
  rationale:
    'An event trigger runs in every session that changes a definition, with the rights of whoever does it, a superuser’s too. Whoever owns its function decides what an administrator runs next.',
  caution: 'What the trigger recorded or prevented is no longer recorded or prevented.',
  check(database, policy) {
    const superusers = superuserNames(database.cluster);
    const trusted = (owner: string) =>
      superusers.has(owner) ||
      isProviderRole(database.cluster.inventory.substrate, owner) ||
      isDeclaredAs(policy, owner, administratorKinds);
    return judged(
      database
        .read('event-triggers')
        .filter((row) => row.enabled && !(trusted(row.owner) && trusted(row.functionOwner)))
        .map((row) => ({
          object: { kind: 'event-trigger' as const, database: database.name, name: row.name },
          title: `Event trigger ${row.name} runs ${row.functionSchema}.${row.functionName} of ${row.functionOwner} in every session that changes a definition`,
          evidence: { event: row.event, owner: row.owner, functionOwner: row.functionOwner },
          remedy: {
            manual:
              'Read the function; give it and the trigger to an administrator with ALTER FUNCTION … OWNER TO and ALTER EVENT TRIGGER … OWNER TO, or ALTER EVENT TRIGGER … DISABLE.',
          },
        })),
    );
  },
});
