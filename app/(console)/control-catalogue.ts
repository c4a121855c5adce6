import type { ControlDeclaration } from '#lib/engine/controls/control.ts';
import { registry } from '#lib/engine/controls/registry.ts';

/** The catalogue entry of every control, by id. */
export const catalogue: ReadonlyMap<string, ControlDeclaration> = new Map(
  registry.map((control) => [control.id, control]),
);

/** Titles by id, for components that only need those. */
export const controlTitles: Readonly<Record<string, string>> = Object.fromEntries(
  registry.map((control) => [control.id, control.title]),
);
