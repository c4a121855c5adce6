import { objectText } from '../../model/object-text.ts';
import type { ColumnEncryption, SeenArrangement } from '../../policy/encryption/column-encryption.ts';
import { inline, limited, list, table } from './markdown-text.ts';
import type { ReportInput } from './report-input.ts';

const bases = { seen: 'seen', stated: 'stated', unstated: 'not stated' } as const;
const keyWords = {
  literal: 'the key stands in it',
  setting: 'the key comes from a setting',
  table: 'the key comes from a table',
  caller: 'the key is passed in',
  computed: 'the key is computed',
} as const;

function seenIn(one: SeenArrangement): string {
  const key = one.key === null ? '' : `, ${keyWords[one.key.from]}`;
  return `${inline(objectText(one.where))}${key}${one.certain ? '' : ' (perhaps another table of the name)'}`;
}

function holders(column: ColumnEncryption): string {
  const said = column.keyHolders.map(
    ({ of, holder }) => `${of}: ${holder === null ? '**not stated**' : inline(holder)}`,
  );
  return said.join('<br>') || 'no key';
}

const perThreat = (all: readonly { readonly threat: string; readonly because: string }[]) =>
  all.map(({ threat, because }) => `${threat}: ${inline(because)}`).join('<br>') || 'nothing';

/** For each sensitive column: how it is kept, what that defends against, what not, and who holds the keys. */
export function encryptionPart({ document }: ReportInput): string {
  const { encryption } = document;
  if (!encryption) return 'The version that made this scan did not look at it.\n';
  const { shown, note } = limited(encryption.columns, 300);
  const rows = shown.map((column) => [
    inline(`${column.schema}.${column.table}.${column.column}`),
    inline(column.database),
    inline(column.class) + (column.known === 'policy' ? '' : ' (suspected)'),
    [`${column.title} (${bases[column.basis]})`, ...column.seen.map(seenIn)].join('<br>'),
    perThreat(column.defends),
    perThreat(column.doesNot),
    holders(column),
  ]);
  const gaps = encryption.gaps.map(
    (gap) =>
      `${inline(gap.database ?? 'the cluster')}: ${inline(gap.input)} was not read, ${inline(gap.reason)}`,
  );
  const undecided = encryption.undecided.map(
    ({ object, reason }) => `${inline(objectText(object))}: ${inline(reason)}`,
  );
  const headers = [
    'Column',
    'Database',
    'Class',
    'Arrangement',
    'Defends against',
    'Does not',
    'Who holds the key',
  ];
  return [
    'Made from definitions in the database and from what the policy states; no row was read.\n',
    table(headers, rows, 'No column is classified, and none looks sensitive.') + note,
    ...(gaps.length > 0 ? ['Not looked into:\n', list(gaps)] : []),
    ...(undecided.length > 0
      ? ['Definitions that name a cryptographic function and could not be read whole:\n', list(undecided)]
      : []),
  ].join('\n');
}
