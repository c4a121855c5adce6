import { factsOf } from '../engine/analysis/facts.ts';
import type { Policy } from '../engine/policy/policy.ts';
import { loadScriptParser } from '../engine/remediation/check-script.ts';
import type { ModelPlan } from '../engine/remediation/model-ddl/model-plan.ts';
import { modelPlans } from '../engine/remediation/model-ddl/model-plans.ts';
import { modelPlansJson } from '../engine/report/model-plans-json.ts';
import { modelScript } from '../engine/report/model-script.ts';
import { oneOf, readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import { connectionFrom, connectionOptions } from './connection-arguments.ts';
import type { Context, ExitCode } from './context.ts';
import { writeResult } from './output.ts';
import { policyFrom, policyOption } from './policy-input.ts';
import { readCluster } from './read-cluster.ts';
import { tellWarnings } from './warnings.ts';

export const modelHelp = `  --model              instead of a finding: the roles, grants, tenancy, masking and audit of the policy as scripts,
                       as the smallest difference from what is there; what migrations own is marked as hand-off`;

/** One script runs in one database; roles run in any. Throws `CommandFailure` (2) where there are several. */
function textOf(plans: readonly ModelPlan[], part: 'up' | 'down' | 'both'): string {
  if (part === 'both') throw unusable('--part both needs --format json: one script cannot both do and undo');
  const databases = [...new Set(plans.flatMap((plan) => (plan.database === null ? [] : [plan.database])))];
  if (databases.length > 1)
    throw unusable(
      `the policy asks for changes in several databases, and a script runs in one: name one with --databases (${databases.slice(0, 5).join(', ')})`,
    );
  return modelScript(plans, part);
}

/** `postern remediate --model`: the model of the policy as scripts. Reads the catalog, runs nothing. */
export async function remediateModel(context: Context, argv: readonly string[]): Promise<ExitCode> {
  const given = readArguments(argv, {
    ...connectionOptions,
    model: { type: 'boolean' },
    part: { type: 'string' },
    policy: policyOption,
    format: { type: 'string' },
    output: { type: 'string' },
  });
  const part = oneOf('part', given.text('part') ?? 'up', ['up', 'down', 'both'] as const);
  const format = oneOf('format', given.text('format') ?? 'text', ['text', 'json'] as const);
  if (given.all('policy').length === 0)
    throw unusable('--model needs --policy FILE: the policy says which roles there are and what they may');
  const { policy }: { readonly policy: Policy } = policyFrom(given.all('policy'), context);
  const connection = connectionFrom(given, context);
  await writeResult(given.text('output'), context, async () => {
    const inventory = await readCluster(connection, context);
    await loadScriptParser();
    const plans = modelPlans(factsOf(inventory), policy);
    return { text: format === 'json' ? modelPlansJson(plans, part) : textOf(plans, part) };
  });
  await tellWarnings(context, connection.warnings);
  return 0;
}
