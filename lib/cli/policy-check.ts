import type { Inventory } from '../engine/inventory/inventory.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { absentNames } from '../engine/policy/absent-names.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command, Context } from './context.ts';
import { inventoryFrom } from './inventory-input.ts';
import { checkPolicyFiles, policyOption } from './policy-input.ts';
import { readCluster } from './read-cluster.ts';

async function snapshotFrom(given: Arguments, context: Context): Promise<Inventory | null> {
  const file = given.text('inventory');
  if (file !== undefined && given.text('url') !== undefined)
    throw unusable('give either --url or --inventory');
  if (file !== undefined) return inventoryFrom(file);
  return given.text('url') === undefined ? null : readCluster(connectionFrom(given, context), context);
}

/** `postern policy check`. */
export const command: Command = {
  help: `postern policy check FILE [FILE] [--url URL | --inventory FILE]

Says whether a policy can be used. With two files, the first is the organisation's default and the second lies over it.
Problems go to stdout, one a line, with line and column; exit 2 when there is an error. With a database or a snapshot,
names that are not there are warnings.

${connectionHelp}
  --inventory FILE     a snapshot that "postern inventory" wrote, instead of a database`,

  async run(context, argv) {
    const given = readArguments(
      argv,
      { ...connectionOptions, policy: policyOption, inventory: { type: 'string' } },
      { most: 2 },
    );
    const files = [...given.all('policy'), ...given.positionals];
    if (files.length === 0) throw unusable('the policy file is missing');
    const { loaded, line } = checkPolicyFiles(files, context);
    const snapshot = 'policy' in loaded ? await snapshotFrom(given, context) : null;
    const problems =
      'problems' in loaded
        ? loaded.problems
        : [
            ...loaded.warnings,
            ...(snapshot === null ? [] : absentNames(loaded.policy, snapshot).map(loaded.locate)),
          ];
    for (const problem of problems) await context.stdout.write(`${visibleText(line(problem), 1000)}\n`);
    const named = files.join(', ');
    if ('policy' in loaded) {
      await context.stdout.write(`${visibleText(named)}: ok, digest ${loaded.digest}\n`);
      return 0;
    }
    const errors = loaded.problems.filter((problem) => problem.severity === 'error');
    const [first] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    throw unusable(`${first ? line(first) : named}${more}`);
  },
};
