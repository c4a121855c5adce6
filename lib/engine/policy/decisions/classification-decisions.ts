import type { SensitiveCategory } from '../../analysis/sensitive-term.ts';
import type { DecisionOption } from '../decision.ts';
import type { Policy } from '../policy.ts';
import { type ColumnId, columnKey, columnPath, namesOf } from './column-id.ts';
import { given, type OpenDecision, optional, stating } from './open-decision.ts';

/** A column that looks as if it held something sensitive. */
export interface SuspectColumn extends ColumnId {
  /** Why it looks so, in words, for example `its name says e-mail address`. */
  readonly reason: string;
  /** What it looks like. */
  readonly category?: SensitiveCategory;
}

const classes: Readonly<Record<SensitiveCategory, { readonly title: string; readonly consequence: string }>> =
  {
    pii: {
      title: 'Personal data',
      consequence: 'Only the readers listed may read it; anyone else is a finding.',
    },
    payment: {
      title: 'Payment data',
      consequence: 'Only the readers listed may read it, and its encryption is asked about (PCI DSS 3.5).',
    },
    health: {
      title: 'Health data',
      consequence:
        'A special category of personal data: only the readers listed, and its encryption is asked about.',
    },
    credentials: {
      title: 'Credentials',
      consequence:
        'Verifiers of people or systems: only the readers listed, and how they are hashed is asked about.',
    },
    secret: {
      title: 'Secrets',
      consequence: 'Whoever reads it can act as its owner: only the readers listed, and encryption.',
    },
  };

// A large catalog asks of ten thousand columns: what is the same of each stands in memory once.
const readers = given('Who may read it (empty: nobody)', ['classification', 0, 'readers'], 'list');
const tier = optional('Tier, 0 is the most sensitive', ['classification', 0, 'tier'], 'number');
const readersAndTier = [readers, tier];
const onlyReaders = [readers];
const nobody: string[] = [];
const bothProtections: ('column-grant' | 'encryption')[] = ['column-grant', 'encryption'];

function options(column: SuspectColumn): readonly DecisionOption[] {
  const path = namesOf(column);
  const looksLike = column.category ?? 'pii';
  const wanted = looksLike === 'pii' ? [looksLike] : ([looksLike, 'pii'] as const);
  return [
    ...wanted.map((category) =>
      stating(
        classes[category].title,
        classes[category].consequence,
        { classification: [{ ...path, class: category, readers: nobody }] },
        readersAndTier,
      ),
    ),
    stating(
      'Regulated',
      'As above, and its protection and the audit of its readers are judged.',
      {
        classification: [
          {
            ...path,
            class: 'regulated',
            tier: 0,
            readers: nobody,
            protection: bothProtections,
          },
        ],
      },
      onlyReaders,
    ),
    stating('Not sensitive', 'It is not asked about again.', {
      classification: [{ ...path, class: 'public' }],
    }),
  ];
}

/** One decision for each column that looks sensitive and is not classified. */
export function classificationDecisions(
  suspects: readonly SuspectColumn[],
  policy: Policy,
): readonly OpenDecision[] {
  const stated = new Set((policy.classification ?? []).map(columnKey));
  return suspects
    .filter((column) => !stated.has(columnKey(column)))
    .map((column) => ({
      id: `classification:${columnPath(column)}`,
      question: `What does ${column.schema}.${column.table}.${column.column} in ${column.database} hold, and who may read it?`,
      why: `It looks sensitive (${column.reason}) and is not classified: nobody has said who may read it.`,
      options: options(column),
    }));
}
