/** Seeded choices, so that a failing cluster can be made again from its seed alone. */
export interface Choices {
  below(limit: number): number;
  chance(probability: number): boolean;
  /** Throws on an empty list: a generator that has nothing to choose from is wrong. */
  one<Value>(values: readonly Value[]): Value;
  some<Value>(values: readonly Value[], probability: number): Value[];
}

/** mulberry32: 32 bits of state, good enough to vary test cases. */
export function choices(seed: number): Choices {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    one: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new RangeError('nothing to choose from');
      return value;
    },
    some: (values, probability) => values.filter(() => next() < probability),
  };
}
