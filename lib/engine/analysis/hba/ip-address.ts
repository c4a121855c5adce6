/** An address as a number: 32 bits for family 4, 128 for family 6. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** An address with a mask, which PostgreSQL allows to have holes. Host bits of the address are ignored in matching. */
export interface IpNetwork extends IpAddress {
  readonly mask: bigint;
}

const widths = { 4: 32n, 6: 128n } as const;

export function fullMask(family: 4 | 6): bigint {
  return (1n << widths[family]) - 1n;
}

/** The mask of `length` leading ones. */
export function prefixMask(family: 4 | 6, length: number): bigint {
  const full = fullMask(family);
  return full ^ (full >> BigInt(length));
}

/** How many leading ones the mask has, or `null` for a mask with holes. */
export function prefixLength(network: IpNetwork): number | null {
  const inverse = network.mask ^ fullMask(network.family);
  if ((inverse & (inverse + 1n)) !== 0n) return null;
  return Number(widths[network.family]) - (inverse === 0n ? 0 : inverse.toString(2).length);
}

export function inNetwork(address: IpAddress, network: IpNetwork): boolean {
  return address.family === network.family && ((address.value ^ network.value) & network.mask) === 0n;
}

/** Whether every address of `inner` is in `outer`. */
export function networkContains(outer: IpNetwork, inner: IpNetwork): boolean {
  return (
    outer.family === inner.family &&
    (outer.mask & inner.mask) === outer.mask &&
    ((outer.value ^ inner.value) & outer.mask) === 0n
  );
}

/** Whether some address is in both. */
export function networksOverlap(a: IpNetwork, b: IpNetwork): boolean {
  return a.family === b.family && ((a.value ^ b.value) & a.mask & b.mask) === 0n;
}

/** One part of an IPv4 address as `inet_aton` reads it: decimal, `0x` hexadecimal or `0` octal. */
function ipv4Part(text: string): bigint | null {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return BigInt(text);
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  return /^(0|[1-9]\d*)$/.test(text) ? BigInt(text) : null;
}

/** `inet_aton`, which the server's `getaddrinfo` uses: `127.1` and `0x7f000001` are addresses too. */
function parseIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  let value = 0n;
  for (const [index, part] of parts.entries()) {
    const number = ipv4Part(part);
    const last = index === parts.length - 1;
    const bits = last ? BigInt(8 * (5 - parts.length)) : 8n;
    if (number === null || number >> bits !== 0n) return null;
    value = (value << bits) | number;
  }
  return value;
}

function parseGroups(text: string): bigint[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(part)) return null;
      const bytes = part.split('.').map(Number);
      if (bytes.some((byte) => byte > 255)) return null;
      const embedded = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      groups.push(embedded >> 16n, embedded & 0xffffn);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return null;
      groups.push(BigInt(`0x${part}`));
    }
  }
  return groups;
}

/** RFC 4291 text. A zone (`%eth0`) is dropped: the server compares addresses without it. */
function parseIpv6(text: string): bigint | null {
  const address = text.replace(/%[^%]+$/, '');
  const halves = address.split('::');
  if (halves.length > 2 || !address.includes(':')) return null;
  const head = parseGroups(halves[0] ?? '');
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '') : [];
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce(
    (sum, group) => (sum << 16n) | group,
    0n,
  );
}

/** A numeric address, read as the server's `getaddrinfo(…, AI_NUMERICHOST)` would; `null` if it is none. */
export function parseIpAddress(text: string): IpAddress | null {
  const four = parseIpv4(text);
  if (four !== null) return { family: 4, value: four };
  const six = parseIpv6(text);
  return six === null ? null : { family: 6, value: six };
}

/** `::ffff:a.b.c.d` is how dual-stack programs write an IPv4 client; PostgreSQL's sockets see it as IPv4. */
export function unmapIpv4(address: IpAddress): IpAddress {
  return address.family === 6 && address.value >> 32n === 0xffffn
    ? { family: 4, value: address.value & fullMask(4) }
    : address;
}

/** The length after the slash, read as `strtol` does; `null` where the server would call it invalid. */
export function parsePrefixLength(text: string, family: 4 | 6): number | null {
  if (!/^[ \t\n\v\f\r]*[+-]?\d+$/.test(text)) return null;
  const length = Number(text);
  return length >= 0 && length <= Number(widths[family]) ? Math.abs(length) : null;
}

/** `address/length`; without a length, the address alone. `null` if it is neither. */
export function parseIpNetwork(text: string): IpNetwork | null {
  const slash = text.indexOf('/');
  const address = parseIpAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return null;
  if (slash < 0) return { ...address, mask: fullMask(address.family) };
  const length = parsePrefixLength(text.slice(slash + 1), address.family);
  return length === null ? null : { ...address, mask: prefixMask(address.family, length) };
}

/** Dotted quad, or the shortest lower-case form of RFC 5952. */
export function formatIpAddress({ family, value }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const runs = [...groups.join(':').matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)];
  const longest = runs.reduce<RegExpMatchArray | null>(
    (best, run) => (best && best[0].length >= run[0].length ? best : run),
    null,
  );
  if (!longest) return groups.join(':');
  const text = groups.join(':');
  const at = longest.index ?? 0;
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest[0].length).replace(/^:/, '')}`;
}

/** `network/length` with the host bits cleared, or `network mask` for a mask with holes. */
export function formatIpNetwork(network: IpNetwork): string {
  const base = formatIpAddress({ family: network.family, value: network.value & network.mask });
  const length = prefixLength(network);
  return length === null
    ? `${base} ${formatIpAddress({ family: network.family, value: network.mask })}`
    : `${base}/${length}`;
}
