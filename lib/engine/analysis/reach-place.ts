import type { HbaRule } from './hba/hba-rule.ts';
import {
  formatIpNetwork,
  fullMask,
  type IpAddress,
  type IpNetwork,
  inNetwork,
  prefixMask,
} from './hba/ip-address.ts';

/** Where a connection comes from, as far as the rules tell places apart. */
export type Origin =
  | { readonly class: 'local' }
  /** The part of `network` that no narrower network of another rule (or of the loopback) takes. */
  | { readonly class: 'loopback' | 'network'; readonly network: string };

const loopbacks: readonly IpNetwork[] = [
  { family: 4, value: 127n << 24n, mask: prefixMask(4, 8) },
  { family: 6, value: 1n, mask: prefixMask(6, 128) },
];
const everything: readonly IpNetwork[] = [
  { family: 4, value: 0n, mask: 0n },
  { family: 6, value: 0n, mask: 0n },
];

/** An address in `network` that is in none of `others`: the edges of those inside it are tried, which finds one if there is one among prefixes. */
function witness(network: IpNetwork, others: readonly IpNetwork[]): IpAddress | null {
  const { family } = network;
  const full = fullMask(family);
  const first = network.value & network.mask;
  const edges = others.flatMap((other) => [
    (other.value & other.mask) - 1n,
    (other.value | (full ^ other.mask)) + 1n,
  ]);
  for (const value of [first, first | (full ^ network.mask), ...edges]) {
    if (value < 0n) continue;
    const address = { family, value };
    if (inNetwork(address, network) && !others.some((other) => inNetwork(address, other))) return address;
  }
  return null;
}

export interface Place {
  readonly origin: Origin;
  readonly address: IpAddress | null;
}

/** One place of each kind that the rules tell apart, the socket first, then by network. */
export function placesOf(rules: readonly HbaRule[]): Place[] {
  const named = rules.flatMap((rule) => (rule.address?.match === 'network' ? [rule.address.network] : []));
  const networks = new Map(
    [...everything, ...loopbacks, ...named].map((network) => [formatIpNetwork(network), network]),
  );
  const places: Place[] = [{ origin: { class: 'local' }, address: null }];
  for (const [text, network] of [...networks].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const narrower = [...networks.values()].filter(
      (other) =>
        other !== network &&
        other.family === network.family &&
        (other.mask & network.mask) === network.mask &&
        other.mask !== network.mask,
    );
    const address = witness(network, narrower);
    if (!address) continue;
    const own = loopbacks.some((loopback) => inNetwork(address, loopback));
    places.push({ origin: { class: own ? 'loopback' : 'network', network: text }, address });
  }
  return places;
}
