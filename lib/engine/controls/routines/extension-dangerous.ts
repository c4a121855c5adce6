import { superuserNames } from '../../analysis/superusers.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { routineKind, routineRef } from '../grants/database-object.ts';
import { entriesOf, grantEntries, granteesIn, revocations } from '../grants/grant-entry.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';

/** Extensions whose functions connect to other hosts, reach the file system, or run statements as somebody else later. */
const reachOutside: ReadonlyMap<string, string> = new Map([
  ['dblink', 'connects to any host the server reaches'],
  ['http', 'sends requests to any host the server reaches'],
  ['pg_net', 'sends requests to any host the server reaches'],
  ['adminpack', 'reads and writes files of the server'],
  ['pg_cron', 'runs statements later, unattended'],
]);

export const extensionDangerous = defineControl({
  id: 'extension-dangerous',
  title: 'Extensions that reach outside the database are closed to everybody',
  area: 'routines',
  scope: 'database',
  severity: 'medium',
  needs: ['extensions', 'routines', 'foreign-data-wrappers', 'roles'],
  threats: ['exfiltration-from-server', 'escalation-to-operating-system', 'escalation-to-superuser'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233593' },
    { standard: 'PCI DSS 4.0', id: '2.2.4' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.19' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'With dblink, an HTTP client or a foreign data wrapper the server itself opens connections: past the firewall, to its own loopback as a trusted user, and out with the data. Their functions are executable by everybody unless somebody closed them.',
  caution:
    'Functions and views that use it must be executed by, or owned by, a role that is granted it by name.',
  check(database, policy) {
    const trusted = superuserNames(database.cluster);
    const routines = database.read('routines');
    const byFunction = database.read('extensions').flatMap((extension): FindingDraft[] => {
      const what = reachOutside.get(extension.name);
      if (what === undefined) return [];
      const open = routines
        .filter((routine) => routine.extension === extension.name)
        .map((routine) => ({
          on: routineRef(database.name, routine),
          entries: entriesOf(grantEntries(routine.acl, routineKind(routine.kind), routine.owner), null),
        }))
        .filter(({ entries }) => entries.length > 0);
      if (open.length === 0) return [];
      return [
        {
          object: { kind: 'extension', database: database.name, name: extension.name, public: true },
          title: `Everybody (PUBLIC) may execute functions of extension ${extension.name}, which ${what}`,
          evidence: {
            schema: extension.schema,
            functions: [...new Set(open.map(({ on }) => on.name ?? ''))].sort(),
          },
          remedy: { changes: open.flatMap(({ on, entries }) => revocations(on, entries)) },
        },
      ];
    });
    const byWrapper = database.read('foreign-data-wrappers').flatMap((wrapper): FindingDraft[] => {
      const on: ObjectRef = { kind: 'foreign-data-wrapper', database: database.name, name: wrapper.name };
      const entries = grantEntries(wrapper.acl, 'foreign-data-wrapper', wrapper.owner);
      return granteesIn(entries).flatMap((grantee): FindingDraft[] => {
        if (grantee !== null) {
          if (
            grantee === wrapper.owner ||
            trusted.has(grantee) ||
            isDeclaredAs(policy, grantee, administratorKinds)
          )
            return [];
        }
        const own = entriesOf(entries, grantee);
        return [
          {
            object: grantee === null ? { ...on, public: true } : { ...on, role: grantee },
            title: `${grantee === null ? 'Everybody (PUBLIC)' : `Role ${grantee}`} may define foreign servers with wrapper ${wrapper.name}, and so connect the server to any host`,
            evidence: { owner: wrapper.owner, grantors: own.map((entry) => entry.grantor) },
            remedy: { changes: revocations(on, own) },
          },
        ];
      });
    });
    return judged([...byFunction, ...byWrapper]);
  },
});
