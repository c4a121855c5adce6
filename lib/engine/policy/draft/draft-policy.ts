import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { visibleText } from '../../model/visible-text.ts';
import { architectureDecisions } from '../decisions/architecture-decisions.ts';
import { classificationDecisions, type SuspectColumn } from '../decisions/classification-decisions.ts';
import { storageDecisions } from '../decisions/storage-decisions.ts';
import { suspectColumns } from '../decisions/suspect-columns.ts';
import { emptyPolicy } from '../policy.ts';
import { yamlText } from '../yaml-text.ts';
import { inferredRoles } from './inferred-roles.ts';

/** Text that cannot leave its comment, whatever a scanned server put into it. */
const comment = (text: string) => `# ${visibleText(text, 300)}`;
const commented = (yaml: string) =>
  yaml
    .trimEnd()
    .split('\n')
    .map((line) => `# ${line}`);

function roles(inventory: Inventory): readonly string[] {
  const all = inferredRoles(factsOf(inventory));
  if (all.length === 0) return [comment('unstated: roles could not be read, or there are none')];
  const known = all.filter((role) => role.certain);
  const unstated = all.filter((role) => !role.certain);
  return [
    ...(known.length > 0 ? ['roles:'] : ['# roles:']),
    ...known.map(
      (role) =>
        `  - { role: ${yamlText(role.role)}, kind: ${role.kind} }   ${comment(`inferred: ${role.because}`)}`,
    ),
    ...unstated.map(
      (role) =>
        `#  - { role: ${yamlText(role.role)}, kind: ${role.kind} }   ${comment(`unstated: ${role.because}`)}`,
    ),
  ];
}

function classification(suspects: readonly SuspectColumn[]): readonly string[] {
  const open = classificationDecisions(suspects, emptyPolicy);
  if (open.length === 0) return [];
  const lines = open.map((decision) => decision.options[0]?.policy.split('\n')[1] ?? '');
  return [
    '',
    comment(
      'unstated: what these columns hold. They look sensitive; take away the "#" and correct class and readers.',
    ),
    '# classification:',
    ...lines.map((line) => `#${line}`),
  ];
}

function architecture(): readonly string[] {
  return [...architectureDecisions(emptyPolicy), ...storageDecisions(emptyPolicy)].flatMap((decision) => [
    '',
    comment(`unstated: ${decision.question}`),
    ...commented(decision.options[0]?.policy ?? ''),
  ]);
}

/**
 * A policy drafted from what a cluster is: what the catalog shows stands there, marked `inferred`; what only people can
 * know stands commented out, marked `unstated`. It loads as it is, and blesses nothing: the draft of a wrong cluster
 * accepts none of its faults.
 */
export function draftPolicy(
  inventory: Inventory,
  suspects: readonly SuspectColumn[] = suspectColumns(factsOf(inventory)),
): string {
  const lines = [
    '# Postern policy, drafted from the database. Lines marked "inferred" were read from the catalog: check them.',
    '# Parts marked "unstated" only people can decide: take away the "#" and fill them in. docs/policy.md explains every key.',
    'version: 1',
    'system:',
    `  substrate: ${inventory.substrate}   # inferred`,
    '#  name: shop   # unstated',
    '#  environment: production   # unstated: production, staging or development',
    '',
    ...roles(inventory),
    ...classification(suspects),
    ...architecture(),
  ];
  return `${lines.join('\n')}\n`;
}
