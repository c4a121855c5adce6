import type { ControlDeclaration } from '#lib/engine/controls/control.ts';
import { registry } from '#lib/engine/controls/registry.ts';
import { type Standard, standards } from '#lib/engine/model/reference.ts';

/** The catalogue entry of every control, by id. */
export const catalogue: ReadonlyMap<string, ControlDeclaration> = new Map(
  registry.map((control) => [control.id, control]),
);

/** Titles by id, for components that only need those. */
export const controlTitles: Readonly<Record<string, string>> = Object.fromEntries(
  registry.map((control) => [control.id, control.title]),
);

/** The standards that any control points at, in the engine's order. */
export const frameworks: readonly Standard[] = standards.filter((standard) =>
  registry.some((control) => control.references.some((reference) => reference.standard === standard)),
);
