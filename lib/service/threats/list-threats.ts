import { registry } from '../../engine/controls/registry.ts';
import type { ThreatStatus } from '../../engine/coverage/coverage.ts';
import { loadPolicy } from '../../engine/policy/load.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { builtInThreats } from '../../engine/policy/threats/built-in.ts';
import type { Access } from '../auth/access.ts';
import { fleetCoverage } from '../coverage/fleet-coverage.ts';
import { findPolicy } from '../db/policies.ts';

/** A policy that can say something about threats: the organisation's (`organisation`), or a database's by its id. */
export interface ThreatScope {
  readonly id: string;
  readonly name: string;
  /** Its text cannot be read, so what it says about threats is not known. */
  readonly unreadable: boolean;
}

/** A threat of the catalogue, or of some policy, and how it stands across the fleet. */
export interface CatalogueThreat {
  readonly id: string;
  readonly builtIn: boolean;
  readonly title: string;
  readonly actor: string | null;
  readonly asset: string | null;
  readonly boundary: string | null;
  readonly path: string | null;
  readonly examples: readonly string[];
  readonly controls: readonly string[];
  /** Ids of the policies that add it. */
  readonly addedBy: readonly string[];
  /** Policies that set it aside. */
  readonly setAside: readonly { readonly scope: string; readonly reason: string }[];
  /** Servers whose last good scan has it in its matrix. */
  readonly servers: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: ThreatStatus;
    readonly residualRisk: string;
  }[];
}

export interface ThreatCatalogue {
  readonly threats: readonly CatalogueThreat[];
  readonly scopes: readonly ThreatScope[];
}

type PolicyThreats = NonNullable<Policy['threats']>;

/** What a policy in force says about threats; null where it cannot be read. */
async function threatsOf(targetId: string | null): Promise<PolicyThreats | null> {
  const row = await findPolicy(targetId, null);
  if (row === null) return {};
  const loaded = loadPolicy(row.text);
  return 'policy' in loaded ? (loaded.policy.threats ?? {}) : null;
}

/** The built-in threats and those that any policy adds, with the controls against each and where it stands how. */
export async function listThreats(
  access: Access<'target:read' | 'finding:read' | 'policy:read'>,
): Promise<ThreatCatalogue> {
  access.demand('policy:read');
  const columns = await fleetCoverage(access);
  const policies = [
    { id: 'organisation', name: 'The organisation', said: await threatsOf(null) },
    ...(await Promise.all(
      columns.map(async ({ target }) => ({
        id: target.id,
        name: target.name,
        said: await threatsOf(target.id),
      })),
    )),
  ];
  const standing = (id: string): Pick<CatalogueThreat, 'setAside' | 'servers'> => ({
    setAside: policies.flatMap((policy) => {
      const aside = policy.said?.setAside?.find((one) => one.id === id);
      return aside ? [{ scope: policy.id, reason: aside.reason }] : [];
    }),
    servers: columns.flatMap(({ target, threats }) => {
      const threat = threats?.find((one) => one.id === id);
      return threat
        ? [{ id: target.id, name: target.name, status: threat.status, residualRisk: threat.residualRisk }]
        : [];
    }),
  });
  const builtIn = builtInThreats.map(
    (threat): CatalogueThreat => ({
      ...threat,
      builtIn: true,
      controls: registry
        .filter((control) => control.threats.includes(threat.id))
        .map((control) => control.id),
      addedBy: [],
      ...standing(threat.id),
    }),
  );
  const added = policies.flatMap((policy) =>
    (policy.said?.add ?? []).map((threat) => ({ scope: policy.id, threat })),
  );
  const own = [...Map.groupBy(added, ({ threat }) => threat.id)].map(([id, all]): CatalogueThreat => {
    const threat = all[0]?.threat;
    return {
      id,
      builtIn: false,
      title: threat?.title ?? id,
      actor: threat?.actor ?? null,
      asset: threat?.asset ?? null,
      boundary: threat?.boundary ?? null,
      path: threat?.path ?? null,
      examples: [],
      controls: [...new Set(all.flatMap((one) => one.threat.controls))].sort(),
      addedBy: all.map((one) => one.scope),
      ...standing(id),
    };
  });
  return {
    threats: [...own, ...builtIn],
    scopes: policies.map(({ id, name, said }) => ({ id, name, unreadable: said === null })),
  };
}
