import { compareText } from './compare-text.ts';

/**
 * JSON with sorted keys and no spaces: equal values give equal text, in whatever order their keys were written. Of the
 * outermost object only the keys that `isWanted` takes.
 */
export function canonicalJson(value: unknown, isWanted?: (key: string) => boolean): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) {
    let items = '';
    for (const item of value) items += items === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${items}]`;
  }
  let pairs = '';
  for (const key of Object.keys(value).sort(compareText)) {
    const item: unknown = Reflect.get(value, key);
    if (item === undefined || isWanted?.(key) === false) continue;
    pairs += `${pairs === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`;
  }
  return `{${pairs}}`;
}
