import { createHash } from 'node:crypto';
import { hasInvisible } from '../model/visible-text.ts';
import type { Decision } from '../policy/decision.ts';
import { codeBlock, inline, list } from './markdown/markdown-text.ts';

/** Who took a decision, as far as it is known. */
export interface TakenBy {
  /** A day or a time, ISO 8601; null where the policy does not say. */
  readonly at: string | null;
  /** Hostile text. */
  readonly by: string | null;
  /** Where it stands: a version of the policy or a file. Hostile text. */
  readonly in: string;
  /** Why, in the words of whoever took it. Hostile text. */
  readonly reason: string | null;
}

/** A note on why something is not decided yet. It answers nothing. */
export interface RecordNote {
  readonly at: string;
  readonly by: string;
  readonly note: string;
}

export type DecisionRecord = {
  readonly decision: Decision;
  readonly notes?: readonly RecordNote[];
} & (
  | { readonly status: 'proposed' }
  | { readonly status: 'accepted'; readonly taken: TakenBy; readonly stated: string }
);

/** A file name that says what it is about, is safe everywhere, and stays the same for the same decision. */
export function recordFileName({ id }: Pick<Decision, 'id'>): string {
  const words = id
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return `${words === '' ? 'decision' : words}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}.md`;
}

/** YAML as it is; where it holds characters that cannot be seen it is not printed, since it would be copied. */
function yaml(text: string): string {
  if (text === '') return '';
  return hasInvisible(text)
    ? 'It names something with invisible characters and is not printed; the policy has it.\n'
    : codeBlock(text, 'yaml');
}

function head(record: DecisionRecord): readonly string[] {
  if (record.status === 'proposed') return ['Status: proposed'];
  const { at, by, in: where } = record.taken;
  return [
    'Status: accepted',
    `Date: ${at === null ? 'not known' : inline(at)}`,
    `Decided by: ${by === null ? 'not known' : inline(by)}`,
    `Stated in: ${inline(where)}`,
  ];
}

function outcome(record: DecisionRecord): string {
  if (record.status === 'proposed') {
    return 'Not decided. Until it is, nothing is assumed: what waits for it stays unknown.\n';
  }
  const { reason } = record.taken;
  return `${reason === null || reason === '' ? '' : `${inline(reason)}\n\n`}The policy says:\n\n${yaml(record.stated)}`;
}

/** One decision as an architecture decision record, in the headings of MADR 4. */
export function decisionRecord(record: DecisionRecord): string {
  const { question, why, blocks, options, id } = record.decision;
  const notes = (record.notes ?? []).map(
    ({ at, by, note }) => `${inline(at)}, ${inline(by)}: ${inline(note)}`,
  );
  return [
    `# ${inline(question)}\n`,
    list([...head(record), `Postern decision: ${inline(id)}`]),
    '## Context and Problem Statement\n',
    `${inline(why)}\n`,
    ...(record.status === 'proposed' && blocks.length > 0
      ? [`Controls that wait for it and are unknown until then:\n`, list(blocks.map(inline))]
      : []),
    ...(notes.length > 0 ? ['Put off, with these notes:\n', list(notes)] : []),
    '## Considered Options\n',
    list(options.map(({ title }) => inline(title))),
    '## Decision Outcome\n',
    outcome(record),
    '## Consequences of the Options\n',
    ...options.map(
      ({ title, consequence, policy }) =>
        `### ${inline(title)}\n\n${inline(consequence)}\n${policy === '' ? '' : `\n${yaml(policy)}`}`,
    ),
  ].join('\n');
}

/** Every record as files, sorted by name, with an index. `title`: what they are about. Hostile text. */
export function decisionRecords(
  records: readonly DecisionRecord[],
  title: string,
): readonly { readonly name: string; readonly text: string }[] {
  const files = records
    .map((record) => ({ record, name: recordFileName(record.decision), text: decisionRecord(record) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const index = (status: DecisionRecord['status']) =>
    files
      .filter(({ record }) => record.status === status)
      .map(({ record, name }) => `[${inline(record.decision.question)}](${name})`);
  const part = (heading: string, lines: readonly string[], none: string) =>
    `## ${heading}\n\n${lines.length === 0 ? `${none}\n` : list(lines)}`;
  const readme = [
    `# Architecture decisions: ${inline(title)}\n`,
    part('Proposed', index('proposed'), 'Nothing is left undecided.'),
    part('Accepted', index('accepted'), 'The policy has taken none.'),
  ].join('\n');
  return [{ name: 'README.md', text: readme }, ...files.map(({ name, text }) => ({ name, text }))];
}
