import { expressionTree } from '../../analysis/row-security/expression-tree.ts';
import { listOf, namesOf, nodesIn } from '../../analysis/row-security/tree.ts';
import type { PolicyRoutineRow } from '../../inventory/sections/policy-routines.ts';

type Call = Pick<PolicyRoutineRow, 'routineSchema' | 'routine' | 'signature' | 'volatility'>;

/** The function that tenant policies call; by its number of arguments. */
const currentSetting = (signature: string): Call => ({
  routineSchema: 'pg_catalog',
  routine: 'current_setting',
  signature,
  volatility: 'stable',
});
const settingBy = new Map([
  [1, currentSetting('text')],
  [2, currentSetting('text, boolean')],
]);

const argumentCount = (signature: string) => (signature === '' ? 0 : signature.split(',').length);

/** That of the known calls which is meant, where no other could be. */
function resolve(
  names: readonly string[],
  count: number,
  known: readonly PolicyRoutineRow[],
): Call | undefined {
  const [name, schema] = [...names].reverse();
  if (name === 'current_setting' && (schema === undefined || schema === 'pg_catalog'))
    return settingBy.get(count);
  const fits = known.filter(
    (row) => row.routine === name && row.routineSchema === schema && argumentCount(row.signature) === count,
  );
  const [first, ...others] = fits;
  return first && others.every((one) => one.signature === first.signature) ? first : undefined;
}

/**
 * The functions that a new policy's expressions call, as far as names tell: overloading and volatility are the server's to
 * say. `known` are the calls of policies that exist.
 */
export function callsOf(
  expressions: readonly (string | null)[],
  known: readonly PolicyRoutineRow[],
): readonly Call[] | null {
  const calls = new Map<string, Call>();
  for (const text of expressions) {
    if (text === null) continue;
    const tree = expressionTree(text);
    if ('error' in tree) return null;
    for (const { kind, fields } of nodesIn(tree.value)) {
      if (kind !== 'FuncCall') continue;
      const call = resolve(namesOf(fields.funcname), listOf(fields.args).length, known);
      if (!call) return null;
      calls.set(`${call.routineSchema}\0${call.routine}\0${call.signature}`, call);
    }
  }
  return [...calls.values()];
}
