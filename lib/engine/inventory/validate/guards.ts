/** Whether a value read from a file is what its type says. */
export type Guard<Value> = (value: unknown) => value is Value;

/** A guard for every key of a row. Keys that older snapshots lack are guarded by `absentOr`. */
export type RowShape<Row> = { readonly [Key in keyof Row]-?: Guard<Row[Key]> };

export const text: Guard<string> = (value) => typeof value === 'string';
export const flag: Guard<boolean> = (value) => typeof value === 'boolean';
export const count: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value);

export const orNull =
  <Value>(guard: Guard<Value>): Guard<Value | null> =>
  (value): value is Value | null =>
    value === null || guard(value);

export const absentOr =
  <Value>(guard: Guard<Value>): Guard<Value | undefined> =>
  (value): value is Value | undefined =>
    value === undefined || guard(value);

export const listOf =
  <Value>(guard: Guard<Value>): Guard<readonly Value[]> =>
  (value): value is readonly Value[] =>
    Array.isArray(value) && value.every(guard);

export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Guard<Word> =>
  (value): value is Word =>
    words.some((word) => word === value);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first key of a record that is not what its shape says; null when all are. */
export function wrongKey(shape: Readonly<Record<string, Guard<unknown>>>, value: unknown): string | null {
  if (!isRecord(value)) return '';
  for (const key in shape) if (!shape[key]?.(Object.hasOwn(value, key) ? value[key] : undefined)) return key;
  return null;
}

export const shaped =
  <Value>(shape: RowShape<Value>): Guard<Value> =>
  (value): value is Value =>
    wrongKey(shape, value) === null;

export const textOrNull = orNull(text);
export const flagOrNull = orNull(flag);
export const countOrNull = orNull(count);
export const texts = listOf(text);
export const textsOrNull = orNull(texts);
export const textsWithNulls = listOf(textOrNull);
