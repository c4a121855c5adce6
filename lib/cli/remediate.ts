import { controlById } from '../engine/controls/registry.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { handOffFormats } from '../engine/remediation/handoff/hand-off-file.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { oneOf, readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { checkHandOffDirectory, handOffText, writeHandOff } from './hand-off-output.ts';
import { handOffPlans } from './hand-off-plans.ts';
import { writeResult } from './output.ts';
import { policyFrom, policyOption } from './policy-input.ts';
import { modelHelp, remediateModel } from './remediate-model.ts';
import { scanCluster } from './scan-cluster.ts';
import { tellWarnings } from './warnings.ts';

interface Wanted {
  readonly finding: string | undefined;
  readonly control: string | undefined;
}

function plansFor(result: ScanResult, { finding, control }: Wanted): readonly Plan[] {
  const findings = result.verdicts.flatMap((verdict) => verdict.findings);
  const wanted = findings.filter((one) => one.fingerprint === finding || one.control === control);
  if (finding !== undefined && wanted.length === 0)
    throw unusable(`there is no finding ${finding} on this cluster now`);
  return wanted.flatMap((one) => result.plans.get(one.fingerprint) ?? []);
}

/** Words as SQL comments, so that a script with a part only a person can do still runs. */
const inWords = (text: string) =>
  text
    .split('\n')
    .map((line) => `-- ${visibleText(line)}\n`)
    .join('');

/** One script of several plans, where one file can hold them. Throws `CommandFailure` (2) where it cannot. */
function scriptOf(plans: readonly Plan[], part: 'up' | 'down'): string {
  if (plans.length === 0) return '-- Nothing to do: the control has no finding.\n';
  const config = plans.filter((plan) => plan.kind === 'config');
  if (config.length > 0 && plans.length > 1)
    throw unusable('several findings rewrite the same file: name one with --finding');
  const databases = [...new Set(plans.flatMap((plan) => (plan.database === null ? [] : [plan.database])))];
  if (databases.length > 1) {
    throw unusable(
      `the findings are in several databases, and a script runs in one: name one with --databases (${databases.slice(0, 5).join(', ')})`,
    );
  }
  return plans
    .map((plan) => {
      if (plan.kind === 'manual')
        return inWords(part === 'up' ? plan.upText : 'Done by hand: nothing to undo by script.');
      if (part === 'down' && plan.irreversible !== null)
        return inWords(`Cannot be undone: ${plan.irreversible}`);
      return part === 'up' ? plan.upText : plan.downText;
    })
    .join('\n');
}

/** `postern remediate`: the script alone. */
export const command: Command = {
  help: `postern remediate --finding FINGERPRINT | --control ID [--part up|down] [--policy FILE] [--output FILE]
postern remediate --finding FINGERPRINT | --control ID --hand-off FORMAT [--policy FILE] [--output DIR]
postern remediate --model --policy FILE [--part up|down|both] [--format text|json] [--output FILE]

The script that mends a finding, or all findings of a control, ready for psql -f; --part down undoes it.
With --hand-off the same as a migration, up and down, for whoever owns the schema. Runs nothing.

${modelHelp}

${connectionHelp}
  --policy FILE        the security architecture to judge by
  --hand-off FORMAT    ${handOffFormats.join(', ')}
  --output FILE        written whole or not at all; with --hand-off the directory of migrations, in which nothing is replaced`,

  async run(context, argv) {
    if (argv.includes('--model')) return remediateModel(context, argv);
    const given = readArguments(argv, {
      ...connectionOptions,
      finding: { type: 'string' },
      control: { type: 'string' },
      part: { type: 'string' },
      policy: policyOption,
      format: { type: 'string' },
      'hand-off': { type: 'string' },
      output: { type: 'string' },
    });
    if (given.text('format') !== undefined)
      throw unusable('--format is not supported yet: the script alone is printed');
    const wanted = { finding: given.text('finding'), control: given.text('control') };
    if ((wanted.finding === undefined) === (wanted.control === undefined))
      throw unusable('give either --finding or --control');
    if (wanted.control !== undefined && controlById(wanted.control) === null)
      throw unusable(`there is no control "${wanted.control}"`);
    const asked = given.text('part') ?? 'up';
    if (asked === 'both') throw unusable('--part both is not supported yet: ask for up and for down');
    const part = oneOf('part', asked, ['up', 'down'] as const);
    const { policy } = policyFrom(given.all('policy'), context);
    const connection = connectionFrom(given, context);
    const format = given.text('hand-off');
    if (format !== undefined) {
      if (given.text('part') !== undefined) throw unusable('--hand-off has both parts: leave out --part');
      const handOffFormat = oneOf('hand-off', format, handOffFormats);
      const directory = given.text('output');
      if (directory !== undefined) checkHandOffDirectory(directory);
      const result = await scanCluster(connection, policy, context);
      const files = await handOffPlans(result, plansFor(result, wanted), handOffFormat, context.now());
      if (directory === undefined) await context.stdout.write(handOffText(files));
      else writeHandOff(directory, files);
      await tellWarnings(context, connection.warnings);
      return 0;
    }
    await writeResult(given.text('output'), context, async () => {
      const result = await scanCluster(connection, policy, context);
      return { text: scriptOf(plansFor(result, wanted), part) };
    });
    await tellWarnings(context, connection.warnings);
    return 0;
  },
};
