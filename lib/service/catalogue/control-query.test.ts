import { expect, test } from 'vitest';
import { registry } from '../../engine/controls/registry.ts';
import { fitsQuery, parseControlQuery } from './control-query.ts';

const ids = (said: Record<string, string>) =>
  registry
    .filter((control) => fitsQuery(control, ['pass'], parseControlQuery(said)))
    .map((control) => control.id);

test('what the address does not say, or says wrongly, leaves everything', () => {
  expect(ids({})).toHaveLength(registry.length);
  expect(ids({ area: 'nowhere', severity: '', standard: 'BSI' })).toHaveLength(registry.length);
});

test('each filter leaves what it says, together less', () => {
  for (const one of ids({ area: 'network' }))
    expect(registry.find(({ id }) => id === one)?.area).toBe('network');
  expect(ids({ q: 'SSL = ON refuses nobody' })).toEqual(['hba-plain-host']);
  expect(ids({ standard: 'GDPR', threat: 'eavesdropping' })).toContain('hba-plain-host');
  expect(ids({ standard: 'GDPR', area: 'audit' })).not.toContain('hba-plain-host');
  expect(ids({ standing: 'fail' })).toEqual([]);
  expect(ids({ standing: 'fail,pass' })).toHaveLength(registry.length);
});
