/** How large a generated cluster is. The same preset and seed give the same catalogs. */
interface Size {
  readonly schemas: number;
  readonly tables: number;
}

/** Grants at random: hardly any two access control lists are alike (`seed-sql.ts`). */
export interface RandomPreset extends Size {
  readonly roles: number;
  /** Of every `groupEvery` roles one is a group; the others log in and are members of two groups. */
  readonly groupEvery: number;
  /** A group's parents are at most this many groups away (deep memberships), or anywhere above it when 0. */
  readonly window: number;
}

/** Grants that follow the roles of a team, with a handful of deviations (`modelled-sql.ts`). */
export interface ModelledPreset extends Size {
  /** Each has four roles: an owner, a writing and a reading group, and a service that logs in. */
  readonly teams: number;
  /** Login roles that are members of two teams' reading groups. */
  readonly people: number;
}

export type Preset = RandomPreset | ModelledPreset;

export const presets = {
  small: { schemas: 10, tables: 200, roles: 50, groupEvery: 4, window: 0 },
  medium: { schemas: 100, tables: 5_000, roles: 500, groupEvery: 4, window: 0 },
  modelled: { schemas: 100, tables: 5_000, teams: 100, people: 100 },
  large: { schemas: 1_000, tables: 50_000, roles: 2_000, groupEvery: 4, window: 0 },
  'modelled-large': { schemas: 1_000, tables: 50_000, teams: 400, people: 400 },
  xlroles: { schemas: 10, tables: 200, roles: 10_000, groupEvery: 8, window: 8 },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}
