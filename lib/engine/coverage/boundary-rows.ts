import {
  type IpNetwork,
  networkContains,
  networksOverlap,
  parseIpNetwork,
} from '../analysis/hba/ip-address.ts';
import { parseHbaFile } from '../analysis/hba/parse-hba-file.ts';
import type { Finding } from '../model/finding.ts';
import type { Policy } from '../policy/policy.ts';

/** The addresses a row of the matrix stands for. */
export interface BoundaryPlace {
  readonly id: string;
  readonly title: string;
  readonly cidrs: readonly string[];
  /** Whether a finding says something about this place. What cannot be told does. */
  touches(finding: Finding): boolean;
}

/** Any supported major reads a canonical rule alike; the newest is taken. */
const major = 18;

/** Addresses of a rule: null is none that come over a network, `unknown` what only the server can tell. */
type Place = IpNetwork | 'all' | 'unknown' | null;

function addressesOf(rule: string): Place {
  const [read] = parseHbaFile(rule, { major }).rules;
  if (!read) return 'unknown';
  if (read.address === null) return null;
  if (read.address.match === 'network') return read.address.network;
  return read.address.match === 'all' ? 'all' : 'unknown';
}

/** Where a finding is about; each rule is parsed once, however many zones ask. */
function placeReader(): (finding: Finding) => Place {
  const known = new Map<string, Place>();
  return ({ object: { kind, rule } }) => {
    // A setting, a role, the cluster: it concerns every address.
    if (kind !== 'hba-rule' || rule === undefined) return 'unknown';
    const place = known.has(rule) ? (known.get(rule) ?? null) : addressesOf(rule);
    known.set(rule, place);
    return place;
  };
}

/** The trust zones of the policy, and last everything outside of them; none where the policy states none. */
export function boundaryPlaces(policy: Policy): readonly BoundaryPlace[] {
  const boundaries = policy.boundaries ?? [];
  if (boundaries.length === 0) return [];
  const parsed = boundaries.map((boundary) => boundary.cidrs.map(parseIpNetwork));
  const rulePlace = placeReader();
  const zones = boundaries.map((boundary, index): BoundaryPlace => {
    const networks = parsed[index] ?? [];
    return {
      id: boundary.id,
      title: boundary.description ?? boundary.id,
      cidrs: boundary.cidrs,
      touches: (finding) => {
        const place = rulePlace(finding);
        if (place === null) return false;
        if (place === 'all' || place === 'unknown') return true;
        return networks.some((own) => own === null || networksOverlap(own, place));
      },
    };
  });
  const everyZone = parsed.flat();
  return [
    ...zones,
    {
      id: 'everywhere-else',
      title: 'Everywhere outside the trust zones',
      cidrs: [],
      touches: (finding) => {
        const place = rulePlace(finding);
        if (place === null) return false;
        if (place === 'all' || place === 'unknown') return true;
        return !everyZone.some((zone) => zone !== null && networkContains(zone, place));
      },
    },
  ];
}

/** Controls that hold the line where a network meets the server: who is let in, as whom, by what proof, encrypted or not. */
export function holdsBoundary(control: { readonly id: string; readonly enforcedWhere: string }): boolean {
  return ['pg_hba', 'tls'].includes(control.enforcedWhere) || control.id === 'listen-addresses';
}
