import { fullMask, type IpNetwork, networkContains, networksOverlap, prefixLength } from './ip-address.ts';

/** Masks with holes that are followed together, and parts of the address space looked at for them: beyond, nobody knows. */
const mostHoles = 12;
const mostParts = 4_000;

/** Highest bit that some of these networks look at and `space` leaves open; they overlap it and do not contain it. */
function nextBit(networks: readonly IpNetwork[], space: IpNetwork): bigint {
  const open = fullMask(space.family) ^ space.mask;
  const looked = networks.reduce((bits, one) => bits | (one.mask & open), 0n);
  return 1n << BigInt(looked.toString(2).length - 1);
}

/** `null` after `mostParts`. With prefixes alone each splits the space a few dozen times, whatever their number. */
function covers(networks: readonly IpNetwork[], space: IpNetwork, limit: number): boolean | null {
  let left = limit;
  const all = (among: readonly IpNetwork[], part: IpNetwork): boolean | null => {
    left -= 1;
    if (left < 0) return null;
    const inside = among.filter((one) => networksOverlap(one, part));
    if (inside.some((one) => networkContains(one, part))) return true;
    if (inside.length === 0) return false;
    const bit = nextBit(inside, part);
    const mask = part.mask | bit;
    const low = all(inside, { ...part, mask, value: part.value & ~bit });
    if (low !== true) return low;
    return all(inside, { ...part, mask, value: part.value | bit });
  };
  return all(networks, space);
}

/**
 * Whether these networks together hold every address of `space`: `0.0.0.0/1` and `128.0.0.0/1` hold all of IPv4. `null`
 * where that takes too long to tell, which happens only with many masks that have holes.
 */
export function unionCovers(networks: readonly IpNetwork[], space: IpNetwork): boolean | null {
  const own = networks.filter((one) => networksOverlap(one, space));
  const prefixes = own.filter((one) => prefixLength(one) !== null);
  if (covers(prefixes, space, Number.POSITIVE_INFINITY) === true) return true;
  if (own.length === prefixes.length) return false;
  return own.length - prefixes.length > mostHoles ? null : covers(own, space, mostParts);
}
