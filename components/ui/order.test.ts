import { expect, test } from 'vitest';
import { areas } from '#lib/engine/model/area.ts';
import { severities } from '#lib/engine/model/severity.ts';
import { areaOrder, severityOrder } from './order.ts';

test('pages show what the engine has, in its order', () => {
  expect(areaOrder).toEqual(areas);
  expect(severityOrder).toEqual(severities);
});
