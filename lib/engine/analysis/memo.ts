/**
 * Computes a derived analysis once per facts object: `const roleGraph = memo((facts: ClusterFacts) => …)`.
 * Controls then share it without anybody having to pass it along.
 */
export function memo<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const hit = known.get(key);
    if (hit) return hit.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}
