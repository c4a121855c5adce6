import type { ControlDeclaration } from '../../engine/controls/control.ts';
import { registry } from '../../engine/controls/registry.ts';
import { frameworkCoverage, type MetRequirement } from '../../engine/coverage/frameworks/frameworks.ts';
import { readingNeeds } from '../../engine/inventory/reading-needs.ts';
import type { Reference } from '../../engine/model/reference.ts';
import { builtInThreats } from '../../engine/policy/threats/built-in.ts';
import type { Access } from '../auth/access.ts';
import { ServiceError } from '../errors.ts';
import { parseFindingQuery } from '../findings/finding-query.ts';
import { type FleetFindingRow, listFleetFindings } from '../findings/list-fleet-findings.ts';
import { type ControlOnServer, type FleetVerdicts, fleetVerdicts } from './fleet-verdicts.ts';

/** How many findings the page of a control shows itself; the others are one link away. */
const shown = 10;

export interface ControlReference extends Reference {
  /** What the requirement asks; null for a standard whose requirements are not listed. */
  readonly requirement: string | null;
}

export interface ControlPage extends Pick<FleetVerdicts, 'unread' | 'stale'> {
  readonly control: ControlDeclaration;
  readonly scope: 'cluster' | 'database';
  readonly threats: readonly { readonly id: string; readonly title: string }[];
  readonly references: readonly ControlReference[];
  /** What the control reads, with what the scan role needs for it beyond CONNECT. */
  readonly inputs: readonly { readonly section: string; readonly needs: readonly string[] }[];
  readonly servers: readonly ControlOnServer[];
  /** The first open findings of the fleet, and how many there are. */
  readonly findings: { readonly first: readonly FleetFindingRow[]; readonly total: number };
}

const requirements: ReadonlyMap<string, MetRequirement> = new Map(
  frameworkCoverage().flatMap(({ standard, requirements }) =>
    requirements.map((one) => [`${standard} ${one.id}`, one] as const),
  ),
);

/** One control of the catalogue with what the fleet says to it. Throws `not-found` for an id no control has. */
export async function getControl(
  access: Access<'target:read' | 'finding:read'>,
  id: string,
): Promise<ControlPage> {
  access.demand('finding:read');
  const control = registry.find((one) => one.id === id);
  if (control === undefined) throw new ServiceError('not-found', 'There is no control of this id.');
  const [verdicts, list] = await Promise.all([
    fleetVerdicts(access, id),
    listFleetFindings(access, parseFindingQuery({ control: id, size: String(shown) })),
  ]);
  const { scope } = control;
  return {
    control: declarationOf(control),
    scope,
    threats: builtInThreats
      .filter((threat) => control.threats.includes(threat.id))
      .map((threat) => ({ id: threat.id, title: threat.title })),
    references: control.references.map((reference) => ({
      ...reference,
      requirement: requirements.get(`${reference.standard} ${reference.id}`)?.title ?? null,
    })),
    inputs: [...control.needs].sort().map((section) => ({ section, needs: readingNeeds(section) })),
    servers: verdicts.on(id),
    unread: verdicts.unread,
    stale: verdicts.stale,
    findings: { first: list.rows, total: list.total },
  };
}

/** Without its check: a function cannot go to the browser. */
function declarationOf({
  check: _,
  scope: __,
  ...declaration
}: (typeof registry)[number]): ControlDeclaration {
  return declaration;
}
