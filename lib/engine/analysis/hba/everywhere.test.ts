import { expect, test } from 'vitest';
import { holdWorld } from './everywhere.ts';
import { parseIpNetwork } from './ip-address.ts';

const networks = (...texts: string[]) =>
  texts.map((text) => {
    const network = parseIpNetwork(text);
    if (!network) throw new Error(text);
    return network;
  });

test.each([
  [['0.0.0.0/0'], 4, true],
  [['0.0.0.0/1', '128.0.0.0/1'], 4, true],
  [['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/2', '192.0.0.0/2'], 4, true],
  [['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/2'], 4, true],
  [['0.0.0.0/1', '128.0.0.0/2'], 4, false],
  [['0.0.0.0/1'], 4, false],
  [['10.0.0.0/8'], 4, false],
  [[], 4, false],
  [['::/0'], 6, true],
  [['2000::/3'], 6, true],
  [['2000::/4', '3000::/4'], 6, true],
  [['2000::/4'], 6, false],
  [['fd00::/8'], 6, false],
  [['0.0.0.0/0'], 6, false],
] as const)('%j of family %i: %s', (texts, family, expected) => {
  expect(holdWorld(networks(...texts), family)).toBe(expected);
});

test('more masks with holes than can be followed are not decided', () => {
  const holes = Array.from({ length: 20 }, (_, at) => ({
    family: 4 as const,
    value: 0n,
    mask: (1n << BigInt(at)) | (1n << BigInt(31 - at)),
  }));
  expect(holdWorld(holes, 4)).toBeNull();
  expect(holdWorld([...holes, ...networks('0.0.0.0/1', '128.0.0.0/1')], 4)).toBe(true);
});
