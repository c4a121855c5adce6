/** How large a generated cluster is. The same preset and seed give the same catalogs. */
export interface Preset {
  readonly schemas: number;
  readonly tables: number;
  readonly roles: number;
  /** Of every `groupEvery` roles one is a group; the others log in and are members of two groups. */
  readonly groupEvery: number;
  /** A group's parents are at most this many groups away (deep memberships), or anywhere above it when 0. */
  readonly window: number;
}

export const presets = {
  small: { schemas: 10, tables: 200, roles: 50, groupEvery: 4, window: 0 },
  medium: { schemas: 100, tables: 5_000, roles: 500, groupEvery: 4, window: 0 },
  large: { schemas: 1_000, tables: 50_000, roles: 2_000, groupEvery: 4, window: 0 },
  xlroles: { schemas: 10, tables: 200, roles: 10_000, groupEvery: 8, window: 8 },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}
