import {
  type FrameworkCoverage,
  frameworkCoverage,
  type MetRequirement,
} from '../../engine/coverage/frameworks/frameworks.ts';
import type { Standard } from '../../engine/model/reference.ts';
import type { Access } from '../auth/access.ts';
import { type FleetVerdicts, fleetVerdicts, type Server } from './fleet-verdicts.ts';
import { type Standing, worstStanding } from './standing.ts';

/** A requirement nobody meets is a `hole`, unless no look at a database could answer it: then it lies `outside`. */
export type RequirementKind = 'met' | 'hole' | 'outside';

export interface RequirementStanding extends MetRequirement {
  readonly kind: RequirementKind;
  /** The worst of its controls on each server asked for; nothing for what no control meets. */
  readonly standing: Standing | null;
  /** Each of its controls, with its worst standing over the servers asked for and its open findings there. */
  readonly by: readonly {
    readonly control: string;
    readonly standing: Standing;
    readonly open: number;
  }[];
}

export interface FrameworkStanding {
  readonly standard: Standard;
  readonly requirements: readonly RequirementStanding[];
  readonly counts: Readonly<Record<RequirementKind, number>>;
  /** Of the requirements that controls meet. */
  readonly standings: Readonly<Record<Standing, number>>;
}

export interface FrameworkList extends Pick<FleetVerdicts, 'unread' | 'stale'> {
  readonly frameworks: readonly FrameworkStanding[];
  /** Every registered server, for choosing one. */
  readonly servers: readonly Server[];
}

function kindOf({ controls, outside }: MetRequirement): RequirementKind {
  if (controls.length > 0) return 'met';
  return outside === undefined ? 'hole' : 'outside';
}

function requirementStanding(requirement: MetRequirement, verdicts: FleetVerdicts): RequirementStanding {
  const by = requirement.controls.map((control) => {
    const servers = verdicts.on(control);
    return {
      control,
      standing: worstStanding(servers.map((one) => one.standing)),
      open: servers.reduce((sum, one) => sum + one.open, 0),
    };
  });
  return {
    ...requirement,
    kind: kindOf(requirement),
    standing: by.length === 0 ? null : worstStanding(by.map((one) => one.standing)),
    by,
  };
}

function frameworkStanding(framework: FrameworkCoverage, verdicts: FleetVerdicts): FrameworkStanding {
  const requirements = framework.requirements.map((one) => requirementStanding(one, verdicts));
  const count = (kind: RequirementKind) => requirements.filter((one) => one.kind === kind).length;
  const inState = (standing: Standing) => requirements.filter((one) => one.standing === standing).length;
  return {
    standard: framework.standard,
    requirements,
    counts: { met: count('met'), hole: count('hole'), outside: count('outside') },
    standings: {
      fail: inState('fail'),
      unknown: inState('unknown'),
      accepted: inState('accepted'),
      pass: inState('pass'),
      'not-applicable': inState('not-applicable'),
    },
  };
}

/** Every standard with its requirements, as they stand on one server or, with `null`, anywhere in the fleet. */
export async function listFrameworks(
  access: Access<'target:read' | 'finding:read'>,
  server: string | null,
): Promise<FrameworkList> {
  access.demand('finding:read');
  const fleet = await fleetVerdicts(access);
  const chosen = fleet.servers.find((one) => one.id === server);
  const verdicts: FleetVerdicts =
    chosen === undefined
      ? fleet
      : {
          servers: [chosen],
          unread: fleet.unread.filter((one) => one.id === chosen.id),
          stale: fleet.stale.filter((one) => one.id === chosen.id),
          on: (control) => fleet.on(control).filter((one) => one.server.id === chosen.id),
        };
  return {
    frameworks: frameworkCoverage().map((one) => frameworkStanding(one, verdicts)),
    servers: fleet.servers,
    unread: verdicts.unread,
    stale: verdicts.stale,
  };
}
