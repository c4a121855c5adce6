import { parseList } from './parameter.ts';

const classes = ['read', 'write', 'function', 'role', 'ddl', 'misc', 'misc_set'] as const;

/**
 * Statement classes that a value of `pgaudit.log` records: a list read left to right, where `all` adds every class,
 * `none` takes all away and `-class` takes one away (pgAudit's README, "pgaudit.log").
 */
export function recordedClasses(value: string): ReadonlySet<string> {
  const on = new Set<string>();
  for (const word of parseList(value)) {
    if (word === 'all') for (const one of classes) on.add(one);
    else if (word === 'none') on.clear();
    else if (word === '-all') on.clear();
    else if (word.startsWith('-')) {
      on.delete(word.slice(1));
      if (word === '-misc') on.delete('misc_set');
    } else {
      on.add(word);
      if (word === 'misc') on.add('misc_set');
    }
  }
  return on;
}
