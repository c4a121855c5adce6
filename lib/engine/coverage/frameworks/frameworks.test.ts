import { expect, test } from 'vitest';
import { registry } from '../../controls/registry.ts';
import { frameworkCoverage, frameworks } from './frameworks.ts';

const listed = new Map(
  frameworks.map(({ standard, requirements }) => [standard, new Set(requirements.map((one) => one.id))]),
);

test('every reference of a control is a requirement of its standard', () => {
  const strangers = registry.flatMap((control) =>
    control.references
      .filter(({ standard, id }) => listed.get(standard)?.has(id) === false)
      .map(({ standard, id }) => `${control.id}: ${standard} ${id}`),
  );
  expect(strangers).toEqual([]);
});

test('requirements are listed once, and say something', () => {
  for (const { standard, requirements } of frameworks) {
    expect(new Set(requirements.map((one) => one.id)).size, standard).toBe(requirements.length);
    for (const one of requirements) expect(one.title.length, one.id).toBeGreaterThan(5);
  }
});

test('a requirement that no control meets shows as a hole, one that lies outside does not', () => {
  const nobody = frameworkCoverage([]);
  for (const { standard, requirements, holes } of nobody) {
    expect(holes, standard).toEqual(
      requirements.filter((one) => one.outside === undefined).map((one) => one.id),
    );
  }
  const all = frameworkCoverage();
  for (const one of all) {
    for (const requirement of one.requirements) {
      for (const id of requirement.controls) {
        const control = registry.find((known) => known.id === id);
        expect(control?.references).toContainEqual({ standard: one.standard, id: requirement.id });
      }
      expect(one.holes.includes(requirement.id)).toBe(
        requirement.controls.length === 0 && requirement.outside === undefined,
      );
    }
  }
});
