import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { areas } from '../model/area.ts';
import { threatIds } from '../policy/threats/catalogue.ts';
import { controlById, controlsDigest, registry } from './registry.ts';

const here = import.meta.dirname;
const files = areas.flatMap((area) =>
  existsSync(path.join(here, area))
    ? readdirSync(path.join(here, area))
        .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
        .filter((file) => readFileSync(path.join(here, area, file), 'utf8').includes('= defineControl('))
        .map((file) => ({ area, id: file.slice(0, -3) }))
    : [],
);

test('the issue asks for thirty controls over eight areas', () => {
  expect(registry.length).toBeGreaterThanOrEqual(30);
  expect(new Set(registry.map((control) => control.area)).size).toBeGreaterThanOrEqual(8);
});

test('every control file is in the registry, under its own name and in its own area', () => {
  expect(
    registry
      .map((control) => ({ area: control.area, id: control.id }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  ).toEqual([...files].sort((a, b) => (a.id < b.id ? -1 : 1)));
});

describe.each(registry.map((control) => [control.id, control] as const))('%s', (id, control) => {
  test('has a story on a real server', () => {
    expect(existsSync(path.join(here, control.area, `${id}.pg.test.ts`))).toBe(true);
  });

  test('names threats of the catalogue, references and what it reads', () => {
    expect(control.threats.length).toBeGreaterThan(0);
    for (const threat of control.threats) expect(threatIds).toContain(threat);
    expect(control.references.length).toBeGreaterThan(0);
    expect(new Set(control.needs).size).toBe(control.needs.length);
  });

  test('says why in at most three sentences and what mending may break in one', () => {
    expect(
      control.rationale.split(/[.!?](?:\s|$)/).filter((one) => one.trim() !== '').length,
    ).toBeLessThanOrEqual(3);
    expect(control.rationale.length).toBeGreaterThan(30);
    expect(control.caution.length).toBeGreaterThan(10);
    expect(control.caution.split(/[.!?]\s+(?=[A-Z])/)).toHaveLength(1);
    expect(control.title.length).toBeLessThanOrEqual(90);
    expect(control.title).toMatch(/^\p{Lu}.*[^.!?:;,\s]$/u);
  });
});

test('ids are unique and found again', () => {
  expect(new Set(registry.map((control) => control.id)).size).toBe(registry.length);
  for (const control of registry) expect(controlById(control.id)).toBe(control);
  expect(controlById('no-such-control')).toBeNull();
});

test('the digest is a function of the catalogue', () => {
  expect(controlsDigest()).toMatch(/^[0-9a-f]{64}$/);
  expect(controlsDigest()).toBe(controlsDigest());
});
