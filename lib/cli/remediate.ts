import { handOffFormats } from '../engine/remediation/handoff/hand-off-file.ts';
import type { Impact } from '../engine/remediation/impact.ts';
import { impactSentences } from '../engine/remediation/impact-text.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { planFindings } from '../engine/remediation/plan-findings.ts';
import { planEntry } from '../engine/report/plan-json.ts';
import { oneOf, readArguments } from './arguments.ts';
import { cautionsOf } from './cautions.ts';
import { unusable } from './command-failure.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { checkHandOffDirectory, handOffText, writeHandOff } from './hand-off-output.ts';
import { handOffPlans } from './hand-off-plans.ts';
import { newPasswordFrom, newPasswordHelp, newPasswordOption, withNewPassword } from './new-password.ts';
import { writeResult } from './output.ts';
import { planImpacts } from './plan-impacts.ts';
import { policyFrom, policyOption } from './policy-input.ts';
import { modelHelp, remediateModel } from './remediate-model.ts';
import { remediationScript } from './remediation-script.ts';
import { scanCluster } from './scan-cluster.ts';
import { findingsWanted, type Wanted, wantedFrom, wantedOptions } from './wanted-findings.ts';
import { tellWarnings } from './warnings.ts';

/** Every plan with what it does, in the contract's shape: one object for a finding, an array for a control. */
function jsonOf(plans: readonly Plan[], wanted: Wanted, impacts: ReadonlyMap<Plan, Impact>): string {
  const entries = plans.flatMap((plan) => {
    const impact = impacts.get(plan);
    return impact ? plan.findings.map((finding) => planEntry(finding, plan, impact)) : [];
  });
  return `${JSON.stringify('control' in wanted ? entries : (entries[0] ?? null), null, 2)}\n`;
}

/** `postern remediate`. */
export const command: Command = {
  help: `postern remediate --finding FINGERPRINT | --control ID [--part up|down|both] [--format text|json] [--policy FILE] [--output FILE]
postern remediate --finding FINGERPRINT --new-password-from NAME [--format text|json] [--policy FILE] [--output FILE]
postern remediate --finding FINGERPRINT | --control ID --hand-off FORMAT [--policy FILE] [--output DIR]
postern remediate --model --policy FILE [--part up|down|both] [--format text|json] [--output FILE]

The script that mends a finding, or all findings of a control joined into one, ready for psql -f: what has to hold in the end is
asked before it commits; comments say who loses what. --part down undoes it; --part both writes the undo below it, as comments. With --format json the plan
itself, for each finding: statements and their locks, conditions before and after, who loses and gains what. With --hand-off
the same as a migration, up and down, for whoever owns the schema. Runs nothing.

${modelHelp}

${connectionHelp}
  --policy FILE        the security architecture to judge by
  --part PART          up (default), down, both; JSON always has both
  --format FORMAT      text (default: the script alone), json
${newPasswordHelp}
  --seen-statements    ask pg_stat_statements what the roles that lose something were seen to run on it; without values
  --hand-off FORMAT    ${handOffFormats.join(', ')}
  --output FILE        written whole or not at all; with --hand-off the directory of migrations, in which nothing is replaced`,

  async run(context, argv) {
    if (argv.includes('--model')) return remediateModel(context, argv);
    const given = readArguments(argv, {
      ...connectionOptions,
      ...wantedOptions,
      ...newPasswordOption,
      part: { type: 'string' },
      policy: policyOption,
      format: { type: 'string' },
      'hand-off': { type: 'string' },
      'seen-statements': { type: 'boolean' },
      output: { type: 'string' },
    });
    const wanted = wantedFrom(given);
    const part = oneOf('part', given.text('part') ?? 'up', ['up', 'down', 'both'] as const);
    const output = oneOf('format', given.text('format') ?? 'text', ['text', 'json'] as const);
    const { policy } = policyFrom(given.all('policy'), context);
    const connection = connectionFrom(given, context);
    const format = given.text('hand-off');
    if (format !== undefined) {
      if (given.text('format') !== undefined)
        throw unusable('--hand-off has a format of its own: leave out --format');
      if (given.text('part') !== undefined) throw unusable('--hand-off has both parts: leave out --part');
      if (given.text('new-password-from') !== undefined)
        throw unusable('a password is not handed off: a migration would keep its verifier');
      const handOffFormat = oneOf('hand-off', format, handOffFormats);
      const directory = given.text('output');
      if (directory !== undefined) checkHandOffDirectory(directory);
      const result = await scanCluster(connection, policy, context);
      const findings = findingsWanted(result, wanted);
      const plans =
        'control' in wanted ? planFindings(findings, result.inventory, policy) : findings.map(result.planOf);
      const files = await handOffPlans(findings, plans, handOffFormat, context.now());
      if (directory === undefined) await context.stdout.write(handOffText(files));
      else writeHandOff(directory, files);
      await tellWarnings(context, connection.warnings);
      return 0;
    }
    const password = await newPasswordFrom(given, wanted, context);
    await writeResult(given.text('output'), context, async () => {
      const scanned = await scanCluster(connection, policy, context);
      const result = withNewPassword(scanned, wanted, policy, password);
      const findings = findingsWanted(result, wanted);
      const joined = output === 'text' && 'control' in wanted;
      const plans = joined ? planFindings(findings, result.inventory, policy) : findings.map(result.planOf);
      const statements = given.flag('seen-statements');
      const impacts = await planImpacts(plans, result, policy, { statements, connection, context });
      if (output === 'json') return { text: jsonOf(plans, wanted, impacts) };
      const said = (plan: Plan) => {
        const impact = impacts.get(plan);
        return [...cautionsOf(plan, findings), ...(impact ? impactSentences(impact) : [])];
      };
      return { text: remediationScript(plans, part, said) };
    });
    await tellWarnings(context, connection.warnings);
    return 0;
  },
};
