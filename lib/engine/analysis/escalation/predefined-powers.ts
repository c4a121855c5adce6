import type { Substrate } from '../../inventory/inventory.ts';
import { activeMembers, dangerousRoles } from '../escalation-dangers.ts';
import type { ClusterFacts } from '../facts.ts';
import { roleGraph } from '../role-graph.ts';
import { type Power, power, quoted } from './power.ts';

/** Predefined roles that pass over every table's access list (documentation 21.5). Row security still binds. */
const dataRoles = [
  { name: 'pg_read_all_data', may: 'read every table of every database' },
  { name: 'pg_write_all_data', may: 'write to every table of every database but the system catalogs' },
] as const;

/** What managed services give their customers in the place of SUPERUSER: `rolsuper` is false, the rights are not. */
const administrators: Readonly<Record<Substrate, readonly string[]>> = {
  'self-managed': [],
  kubernetes: [],
  rds: ['rds_superuser'],
  aurora: ['rds_superuser'],
  'cloud-sql': ['cloudsqlsuperuser'],
  azure: ['azure_pg_admin'],
};

/** Powers by membership of roles that come with the server or the service. Throws `UnreadSection`. */
export function predefinedPowers(facts: ClusterFacts, major: number): Power[] {
  const graph = roleGraph(facts);
  const known = (name: string) => graph.roles.has(name);
  return [
    ...dangerousRoles
      .filter(({ name }) => known(name))
      .map(({ name, power: may }) =>
        power({
          to: 'operating-system',
          target: name,
          members: activeMembers(graph, major, name),
          inWords: (holder) => `${quoted(holder)} may ${may} (${name})`,
        }),
      ),
    ...dataRoles
      .filter(({ name }) => known(name))
      .map(({ name, may }) =>
        power({
          to: 'all-data',
          target: name,
          members: graph.reachersOf(name, 'inherit'),
          inWords: (holder) => `${quoted(holder)} may ${may} (${name})`,
        }),
      ),
    ...administrators[facts.inventory.substrate].filter(known).map((name) =>
      power({
        to: 'service-administrator',
        target: name,
        members: graph.reachersOf(name, 'inherit'),
        inWords: (holder) => `${quoted(holder)} administers the managed service (${name})`,
      }),
    ),
  ];
}
