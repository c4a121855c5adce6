import { expressionTree } from './expression-tree.ts';
import { type ExpressionJudgement, type ExpressionScope, judgeTree } from './judge-expression.ts';
import { namesOf, nodesIn } from './tree.ts';

type ReadExpression = ReturnType<typeof expressionTree>;

interface KnownText {
  readonly tree: ReadExpression;
  /** Last words of the columns it names, and whether any is qualified: all that a judgement takes from the relation. */
  readonly columns: readonly string[];
  readonly qualified: boolean;
  readonly judged: Map<string, ExpressionJudgement>;
}

function known(text: string): KnownText {
  const tree = expressionTree(text);
  const named = 'error' in tree ? [] : nodesIn(tree.value).filter(({ kind }) => kind === 'ColumnRef');
  const paths = named.map(({ fields }) => namesOf(fields.fields));
  return {
    tree,
    columns: [...new Set(paths.map((path) => path.at(-1) ?? ''))],
    qualified: paths.some((path) => path.length > 1),
    judged: new Map(),
  };
}

/** The scope, as far as an expression that names these columns sees it. */
function seen({ columns, qualified }: KnownText, scope: ExpressionScope): string {
  const each = columns.map((name) => [
    scope.columns === undefined || scope.columns.includes(name),
    scope.notNull?.includes(name) ?? false,
  ]);
  return JSON.stringify([qualified ? (scope.relation ?? null) : null, scope.tenantColumn ?? null, each]);
}

/**
 * `judgeExpression` that answers once for expressions that read alike about columns that are alike: the policies of a large
 * database are mostly copies of each other. What it gave before it gives again, the same object.
 */
export function judgingOnce(): (text: string, scope: ExpressionScope) => ExpressionJudgement {
  const texts = new Map<string, KnownText>();
  return (text, scope) => {
    const read = texts.get(text) ?? known(text);
    texts.set(text, read);
    const key = seen(read, scope);
    const judged = read.judged.get(key) ?? judgeTree(read.tree, scope);
    read.judged.set(key, judged);
    return judged;
  };
}
