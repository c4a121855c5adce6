import { type SeenUse, seenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import type { ClusterFacts, DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { columnsByRelation, relationKey, relationsByKey } from '../../analysis/relation-index.ts';
import { sensitiveColumns } from '../../analysis/sensitive-columns.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import type { Gap } from '../../model/gap.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { EncryptionArrangement, Policy } from '../policy.ts';
import { isSensitiveClass } from '../sensitive-class.ts';
import { arrangementLayers, backupLayer, keyBesideData, storageLayer } from './arrangement-layers.ts';
import { cannotBe, holdsCiphertext } from './ciphertext-type.ts';
import type { ColumnEncryption, Defence, LayerName, SeenArrangement } from './column-encryption.ts';
import { type Layer, threatsToValues } from './layer.ts';

const columnKey = (schema: string, table: string, column: string) => JSON.stringify([schema, table, column]);

/** A column to judge, by the policy's word or by the look of it. */
export type Candidate = Pick<
  ColumnEncryption,
  'schema' | 'table' | 'column' | 'type' | 'class' | 'known' | 'stated'
> & { readonly keyHolder: string | null };

const holdsRows: readonly string[] = ['table', 'partitioned-table', 'foreign-table', 'materialized-view'];

function candidates(database: DatabaseFacts, policy: Policy): readonly Candidate[] {
  const relations = relationsByKey(database);
  const keeps = (schema: string, table: string) => {
    const relation = relations.get(relationKey(schema, table));
    return relation !== undefined && holdsRows.includes(relation.kind) && !relation.isPartition;
  };
  const columns = columnsByRelation(database);
  const typeOf = (schema: string, table: string, column: string) =>
    columns.get(relationKey(schema, table))?.find((row) => row.name === column)?.type;
  const said = new Set<string>();
  const classified = (policy.classification ?? []).flatMap((entry): Candidate[] => {
    const key = columnKey(entry.schema, entry.table, entry.column);
    if (entry.database !== database.name) return [];
    said.add(key);
    const type = typeOf(entry.schema, entry.table, entry.column);
    if (type === undefined || !isSensitiveClass(entry.class)) return [];
    const { schema, table, column, encryption } = entry;
    return [
      {
        schema,
        table,
        column,
        type,
        class: entry.class,
        known: 'policy',
        stated: encryption?.arrangement ?? null,
        keyHolder: encryption?.keyHolder ?? null,
      },
    ];
  });
  const suspected = sensitiveColumns(database).flatMap((row): Candidate[] => {
    const { schema, relation: table, column, category, confidence } = row;
    if (confidence === 'low' || !keeps(schema, table)) return [];
    if (said.size > 0 && said.has(columnKey(schema, table, column))) return [];
    return [
      {
        schema,
        table,
        column,
        type: typeOf(schema, table, column) ?? '',
        class: category,
        known: confidence,
        stated: null,
        keyHolder: null,
      },
    ];
  });
  return [...classified, ...suspected];
}

/** What holds a column's values in the end, by column. */
const heldIn = memo(
  (database: DatabaseFacts): ReadonlyMap<string, readonly SeenUse[]> =>
    Map.groupBy(
      seenEncryption(database).uses.filter((use) => use.holds),
      (use) => columnKey(use.schema, use.relation, use.column),
    ),
);

function seenOf(database: DatabaseFacts, column: Candidate): readonly SeenArrangement[] {
  const uses = heldIn(database);
  if (uses.size === 0) return [];
  const found = new Map<string, SeenArrangement>();
  for (const use of uses.get(columnKey(column.schema, column.table, column.column)) ?? []) {
    const { key, where, certain } = use;
    const one = { arrangement: use.means, key, where, certain };
    found.set(JSON.stringify(one), one);
  }
  return [...found.values()];
}

/** The worst of what was seen decides: one definition with the key in it opens them all. */
const weakest: readonly EncryptionArrangement[] = [
  'hash',
  'pgcrypto',
  'keyed-hash',
  'pgcrypto-public-key',
  'password-hash',
];

function arranged(column: Candidate, seen: readonly SeenArrangement[]) {
  const certain = seen.filter((one) => one.certain);
  const worst = weakest.find((means) => certain.some((one) => one.arrangement === means));
  if (worst !== undefined) return { arrangement: worst, basis: 'seen' as const };
  if (column.stated === null ? !holdsCiphertext(column.type) : cannotBe(column.stated, column.type))
    return { arrangement: 'plaintext' as const, basis: 'seen' as const };
  return column.stated === null
    ? { arrangement: null, basis: 'unstated' as const }
    : { arrangement: column.stated, basis: 'stated' as const };
}

/** Whether a key of what was seen lies in the database itself. */
const keyInDatabase = (seen: readonly SeenArrangement[]) =>
  seen.some((one) => one.certain && (one.key?.from === 'literal' || one.key?.from === 'table'));

// Nobody says that it is encrypted: nothing can be counted on.
const unstatedLayer: Layer = {
  ...arrangementLayers.plaintext,
  title: 'Not stated: counted as plain text',
};
const keyedHashWithKey: Layer = {
  ...arrangementLayers.hash,
  title: 'Keyed hash, with the key in the database',
};

function columnLayer(arrangement: EncryptionArrangement | null, seen: readonly SeenArrangement[]): Layer {
  if (arrangement === null) return unstatedLayer;
  const layer = arrangementLayers[arrangement];
  if (!keyInDatabase(seen)) return layer;
  return arrangement === 'keyed-hash' ? keyedHashWithKey : keyBesideData;
}

function layersOf(column: Layer, policy: Policy): readonly (readonly [LayerName, Layer])[] {
  return [
    ['column', column],
    ...(policy.storage?.encrypted ? [['storage', storageLayer] as const] : []),
    ...(policy.backup?.encrypted ? [['backup', backupLayer] as const] : []),
  ];
}

/** What a layer answers beside the policy's other ones: the same for every column that is kept so. */
const answersOf = memo((policy: Policy) =>
  memo((own: Layer): Pick<ColumnEncryption, 'defends' | 'doesNot'> => {
    const layers = layersOf(own, policy);
    const defends = threatsToValues.flatMap((threat): readonly Defence[] =>
      layers.flatMap(([by, layer]) => {
        const why = layer.defends[threat];
        return why === undefined ? [] : [{ threat, by, because: why }];
      }),
    );
    const answered = new Set(defends.map(({ threat }) => threat));
    const doesNot = threatsToValues
      .filter((threat) => !answered.has(threat))
      .map((threat) => ({ threat, because: own.doesNot[threat] ?? 'nothing stated answers it' }));
    return { defends, doesNot };
  }),
);

function judged(database: DatabaseFacts, column: Candidate, policy: Policy): ColumnEncryption {
  const { keyHolder, ...of } = column;
  const seen = seenOf(database, column);
  const { arrangement, basis } = arranged(column, seen);
  const own = columnLayer(arrangement, seen);
  const { defends, doesNot } = answersOf(policy)(own);
  const hasKey =
    own !== keyBesideData && /^(pgcrypto|application|tokenised|keyed-hash)/.test(arrangement ?? '');
  return {
    database: database.name,
    ...of,
    arrangement,
    basis,
    seen,
    title: own.title,
    defends,
    doesNot,
    keyHolders: [
      ...(hasKey ? [{ of: 'column' as const, holder: keyHolder }] : []),
      ...(own === keyBesideData
        ? [
            {
              of: 'column' as const,
              holder: 'the database itself, and whoever reads its definitions or backups',
            },
          ]
        : []),
      ...(policy.storage?.encrypted
        ? [{ of: 'storage' as const, holder: policy.storage.keyHolder ?? null }]
        : []),
      ...(policy.backup?.encrypted
        ? [{ of: 'backup' as const, holder: policy.backup.keyHolder ?? null }]
        : []),
    ],
  };
}

/** Every sensitive column of a database. Throws `UnreadSection`; needs `loadParser()` first. */
export function encryptedColumns(database: DatabaseFacts, policy: Policy): readonly ColumnEncryption[] {
  return candidates(database, policy).map((column) => judged(database, column, policy));
}

export interface ClusterEncryption {
  readonly columns: readonly ColumnEncryption[];
  /** Databases that could not be looked into for this: nothing is known about their columns. */
  readonly gaps: readonly Gap[];
  /** Definitions that name a cryptographic function and could not be read whole: they may do more than was seen. */
  readonly undecided: readonly { readonly object: ObjectRef; readonly reason: string }[];
}

/** Every sensitive column of every database that was read. Needs `loadParser()` first. */
export function clusterEncryption(facts: ClusterFacts, policy: Policy): ClusterEncryption {
  const columns: ColumnEncryption[] = [];
  const gaps: Gap[] = [...facts.inventory.unreadDatabases];
  const undecided: { object: ObjectRef; reason: string }[] = [];
  for (const database of facts.databases) {
    try {
      columns.push(...encryptedColumns(database, policy));
      undecided.push(...seenEncryption(database).undecided);
    } catch (error) {
      if (!(error instanceof UnreadSection)) throw error;
      gaps.push(error.gap);
    }
  }
  return { columns, gaps, undecided };
}
