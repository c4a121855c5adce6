import type { ControlDeclaration } from '../controls/control.ts';
import { compareText } from '../model/compare-text.ts';
import { foundBy, type Verdict } from '../model/verdict.ts';
import type { Policy } from '../policy/policy.ts';
import { builtInThreats } from '../policy/threats/built-in.ts';
import { boundaryPlaces, holdsBoundary } from './boundary-rows.ts';
import type {
  ControlStanding,
  Coverage,
  CoverageBoundary,
  CoverageControl,
  DatabaseCoverage,
} from './coverage.ts';
import type { Guarded } from './guarded.ts';
import { rowOf, sortRows } from './row.ts';
import { clusterStanding, databaseStanding, unjudged } from './standing.ts';

/** What coverage needs to know of a control. */
export type ControlEntry = Pick<ControlDeclaration, 'id' | 'area' | 'enforcedWhere' | 'threats'>;

export interface CoverageOptions {
  /** Controls that a fresh probe has shown to hold. */
  readonly verified?: ReadonlySet<string>;
  /** How many objects a control guards, for telling a partial failure; not known when left out. */
  readonly guarded?: Guarded;
  /** Every database that was read or should have been. */
  readonly databases?: readonly string[];
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly string[];
}

/** Built-in threats with the controls that declare them, and the policy's own with the controls it lists. */
function rows(controls: readonly ControlEntry[], policy: Policy): readonly Row[] {
  const builtIn = builtInThreats.map(({ id, title }) => ({
    id,
    title,
    controls: controls.filter((control) => control.threats.includes(id)).map((control) => control.id),
  }));
  return [...builtIn, ...(policy.threats?.add ?? [])];
}

/** How many rules a zone has is not how many the cluster has. */
const notCounted: Guarded = () => null;

const same = (a: ControlStanding, b: ControlStanding) =>
  a.status === b.status &&
  a.state === b.state &&
  a.verified === b.verified &&
  a.findings === b.findings &&
  a.acceptedUntil === b.acceptedUntil;

/**
 * The coverage matrix: threats and boundaries → controls. A control that a policy names and the catalogue no longer has
 * counts as unknown.
 */
export function coverageOf(
  verdicts: readonly Verdict[],
  controls: readonly ControlEntry[],
  policy: Policy,
  { verified = new Set(), guarded = () => null, databases = [] }: CoverageOptions = {},
): Coverage {
  const catalogue = new Map(controls.map((control) => [control.id, control]));
  const judged = new Map(verdicts.map((verdict) => [verdict.control, verdict]));
  const whole = new Map(
    verdicts.map((verdict): [string, ControlStanding] => [
      verdict.control,
      clusterStanding(verdict, verified.has(verdict.control), guarded),
    ]),
  );
  const cell = (id: string, standing = whole.get(id) ?? unjudged): CoverageControl => {
    const control = catalogue.get(id);
    return {
      id,
      area: control?.area ?? 'configuration',
      enforcedWhere: control?.enforcedWhere ?? 'outside',
      ...(control ? standing : unjudged),
    };
  };
  const sorted = (ids: readonly string[]) => [...new Set(ids)].sort(compareText);

  const aside = new Map((policy.threats?.setAside ?? []).map((threat) => [threat.id, threat.reason]));
  const matrix = rows(controls, policy);
  const threats = matrix.map(({ id, title, controls: ids }) =>
    rowOf(
      { id, title, setAside: aside.get(id) ?? null },
      sorted(ids).map((one) => cell(one)),
    ),
  );

  const holding = sorted(controls.filter(holdsBoundary).map((control) => control.id));
  const boundaries = boundaryPlaces(policy).map(({ id, title, cidrs, touches }): CoverageBoundary => {
    const cells = holding.map((control) => {
      const verdict = judged.get(control);
      if (!verdict) return cell(control);
      const findings = foundBy(verdict).filter(touches);
      const silent = verdict.status === 'fail' && findings.length === 0;
      const status = silent ? (verdict.reason === null ? 'pass' : 'unknown') : verdict.status;
      return cell(
        control,
        clusterStanding({ ...verdict, status, findings, referred: [] }, verified.has(control), notCounted),
      );
    });
    return { ...rowOf({ id, title, setAside: null }, cells), cidrs };
  });

  const inDatabases = sorted(databases).map((name): DatabaseCoverage => {
    const differing = verdicts.flatMap((verdict): [string, ControlStanding][] => {
      const own = databaseStanding(verdict, name, verified.has(verdict.control), guarded);
      const all = whole.get(verdict.control) ?? unjudged;
      return same(own, all) ? [] : [[verdict.control, own]];
    });
    return { name, controls: Object.fromEntries(differing) };
  });

  const named = new Set(matrix.flatMap((row) => row.controls));
  return {
    threats: sortRows(threats),
    boundaries: sortRows(boundaries),
    removableControls: sorted([...catalogue.keys()].filter((id) => !named.has(id))),
    databases: inDatabases,
  };
}
