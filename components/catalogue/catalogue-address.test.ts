import { expect, test } from 'vitest';
import { frameworks } from '#lib/engine/coverage/frameworks/frameworks.ts';
import { standards } from '#lib/engine/model/reference.ts';
import { referenceHref, requirementAnchor, standardSlug } from './catalogue-address.ts';

test('a reference leads to a page exactly where the standard has a list', () => {
  const listed = frameworks.map((framework) => framework.standard);
  for (const standard of standards)
    expect(referenceHref({ standard, id: '1' }) !== null, standard).toBe(listed.includes(standard));
});

test('no two standards share an address, no two requirements of one an anchor', () => {
  expect(new Set(standards.map(standardSlug)).size).toBe(standards.length);
  for (const { standard, requirements } of frameworks)
    expect(new Set(requirements.map((one) => requirementAnchor(one.id))).size, standard).toBe(
      requirements.length,
    );
  expect(referenceHref({ standard: 'GDPR', id: 'Art. 32' })).toBe('/frameworks/gdpr#r-art-32');
});
