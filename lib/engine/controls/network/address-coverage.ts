import {
  type IpNetwork,
  networkContains,
  networksOverlap,
  prefixMask,
} from '../../analysis/hba/ip-address.ts';

/** What "everywhere" is: all of IPv4; of IPv6 the whole part that is given out to the world (RFC 4291, 2000::/3). */
const everywhere: Readonly<Record<4 | 6, IpNetwork>> = {
  4: { family: 4, value: 0n, mask: 0n },
  6: { family: 6, value: 1n << 125n, mask: prefixMask(6, 3) },
};

/** Whether these networks together hold every address of `space`. Masks with holes count for what they are. */
function covers(networks: readonly IpNetwork[], space: IpNetwork, length: number): boolean {
  if (networks.some((one) => networkContains(one, space))) return true;
  const inside = networks.filter((one) => networksOverlap(one, space));
  const width = space.family === 4 ? 32 : 128;
  if (inside.length === 0 || length >= width) return false;
  const mask = prefixMask(space.family, length + 1);
  const bit = 1n << BigInt(width - length - 1);
  const half = (value: bigint): IpNetwork => ({ family: space.family, value, mask });
  return (
    covers(inside, half(space.value & ~bit), length + 1) &&
    covers(inside, half(space.value | bit), length + 1)
  );
}

const prefixOf = { 4: 0, 6: 3 } as const;

/** Whether the networks of one family together let every address of the world in, such as `0.0.0.0/1` and `128.0.0.0/1`. */
export function coverEverywhere(networks: readonly IpNetwork[], family: 4 | 6): boolean {
  return covers(
    networks.filter((one) => one.family === family),
    everywhere[family],
    prefixOf[family],
  );
}
