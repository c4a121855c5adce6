import { visibleText } from '../engine/model/visible-text.ts';
import { readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import type { Command } from './context.ts';
import { checkPolicyFile, problemLine } from './policy-input.ts';

/** `postern policy check`. */
export const command: Command = {
  help: `postern policy check FILE

Says whether a policy can be used. Problems go to stdout, one a line, with line and column; exit 2 when there is an error.`,

  async run(context, argv) {
    const given = readArguments(argv, {}, { most: 1, least: 1, what: 'the policy file' });
    const file = given.positionals[0] ?? '';
    const checked = checkPolicyFile(file, context);
    const problems = 'problems' in checked ? checked.problems : checked.warnings;
    for (const problem of problems)
      await context.stdout.write(`${visibleText(problemLine(file, problem), 1000)}\n`);
    if (!('problems' in checked)) {
      await context.stdout.write(`${visibleText(file)}: ok, digest ${checked.digest}\n`);
      return 0;
    }
    const errors = checked.problems.filter((problem) => problem.severity === 'error');
    const [first] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    throw unusable(`${first ? problemLine(file, first) : file}${more}`);
  },
};
