import { expect, test } from 'vitest';
import { parseCoverageQuery } from './coverage-query.ts';

test('what is not understood is left out, in the order of the engine', () => {
  expect(
    parseCoverageQuery({
      area: 'rows, network,moon',
      framework: ['PCI DSS 4.0', 'GDPR'],
      state: 'nonsense',
      database: ['x', 'a,b&c'],
      unfold: 'rows',
    }),
  ).toEqual({
    area: ['network', 'rows'],
    framework: ['PCI DSS 4.0', 'GDPR'],
    where: [],
    state: [],
    risk: [],
    database: 'a,b&c',
    unfold: ['rows'],
  });
  expect(parseCoverageQuery({ database: '' }).database).toBeNull();
});
