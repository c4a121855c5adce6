import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { visibleText } from '../../model/visible-text.ts';
import { architectureDecisions } from '../decisions/architecture-decisions.ts';
import { classificationDecisions, type SuspectColumn } from '../decisions/classification-decisions.ts';
import { storageDecisions } from '../decisions/storage-decisions.ts';
import { suspectColumns } from '../decisions/suspect-columns.ts';
import { emptyPolicy } from '../policy.ts';
import { yamlText } from '../yaml-text.ts';
import { type InferredRole, inferredRoles } from './inferred-roles.ts';

/** Text that cannot leave its comment, whatever a scanned server put into it. */
const comment = (text: string) => `# ${visibleText(text, 300)}`;
const commented = (yaml: string) =>
  yaml
    .trimEnd()
    .split('\n')
    .map((line) => `# ${line}`);

/** Bytes that lines of one kind may take: all kinds together are well below what a policy may be, with room to fill it in. */
const mostBytes = 160 * 1024;

/** Lines of as many entries as fit, and how many did not: those stay decisions, which are asked about one by one. */
function fitting<Entry>(
  entries: readonly Entry[],
  line: (entry: Entry) => string,
  what: string,
): readonly string[] {
  const lines: string[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const text = line(entry);
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > mostBytes) break;
    lines.push(text);
  }
  const left = entries.length - lines.length;
  if (left === 0) return lines;
  const more = `unstated: ${left} more ${what}, too many for one draft: a scan asks about each under "decisions".`;
  return [...lines, comment(more)];
}

function roles(inventory: Inventory): readonly string[] {
  const all = inferredRoles(factsOf(inventory));
  if (all.length === 0) return [comment('unstated: roles could not be read, or there are none')];
  const known = all.filter((role) => role.certain);
  const unstated = all.filter((role) => !role.certain);
  const entry = (role: InferredRole) => `- { role: ${yamlText(role.role)}, kind: ${role.kind} }`;
  return [
    ...(known.length > 0 ? ['roles:'] : ['# roles:']),
    ...fitting(
      known,
      (role) => `  ${entry(role)}   ${comment(`inferred: ${role.because}`)}`,
      'roles, whose kind the catalog shows',
    ),
    ...fitting(unstated, (role) => `#  ${entry(role)}   ${comment(`unstated: ${role.because}`)}`, 'roles'),
  ];
}

/** Where not all fit, what harms most comes first. */
const worstFirst = ['secret', 'credentials', 'payment', 'health', 'pii'];
const rank = ({ category = 'pii' }: SuspectColumn) => worstFirst.indexOf(category);

function classification(suspects: readonly SuspectColumn[]): readonly string[] {
  const open = classificationDecisions(
    suspects.toSorted((a, b) => rank(a) - rank(b)),
    emptyPolicy,
  );
  if (open.length === 0) return [];
  return [
    '',
    comment(
      'unstated: what these columns hold. They look sensitive; take away the "#" and correct class and readers.',
    ),
    '# classification:',
    ...fitting(
      open,
      ({ options }) => `#${options[0]?.policy.split('\n')[1] ?? ''}`,
      'columns that look sensitive',
    ),
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
