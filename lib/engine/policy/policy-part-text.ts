import type { PolicyPart } from './decision.ts';
import { yamlText } from './yaml-text.ts';

// Texts are joined from their pieces: added to each other, every piece would stay in memory as one, ten thousand times over.

function flow(value: unknown): string {
  if (typeof value === 'string') return yamlText(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pieces: string[] = [];
  for (const key of Object.keys(value)) {
    const one: unknown = Reflect.get(value, key);
    if (one !== undefined) pieces.push(pieces.length === 0 ? '{ ' : ', ', key, ': ', flow(one));
  }
  pieces.push(pieces.length === 0 ? '{  }' : ' }');
  return pieces.join('');
}

function section(key: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [key, ': []\n'];
    return [key, ':\n', ...value.flatMap((entry) => ['  - ', flow(entry), '\n'])];
  }
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
    return [key, ':\n', ...pairs.flatMap(([name, one]) => ['  ', name, ': ', flow(one), '\n'])];
  }
  return [key, ': ', flow(value), '\n'];
}

/** A part of a policy as YAML: a line for each entry of a list, names quoted where YAML could mistake them. */
export function policyPartText(part: PolicyPart): string {
  return Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) => section(key, value))
    .join('');
}
