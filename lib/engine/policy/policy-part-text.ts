import type { PolicyPart } from './decision.ts';
import { yamlText } from './yaml-text.ts';

function flow(value: unknown): string {
  if (typeof value === 'string') return yamlText(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  let pairs = '';
  for (const key of Object.keys(value)) {
    const one: unknown = Reflect.get(value, key);
    if (one !== undefined) pairs += `${pairs === '' ? '' : ', '}${key}: ${flow(one)}`;
  }
  return `{ ${pairs} }`;
}

function section(key: string, value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0
      ? `${key}: []\n`
      : `${key}:\n${value.map((entry) => `  - ${flow(entry)}\n`).join('')}`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
    return `${key}:\n${pairs.map(([name, one]) => `  ${name}: ${flow(one)}\n`).join('')}`;
  }
  return `${key}: ${flow(value)}\n`;
}

/** A part of a policy as YAML: a line for each entry of a list, names quoted where YAML could mistake them. */
export function policyPartText(part: PolicyPart): string {
  return Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => section(key, value))
    .join('');
}
