import { randomUUID } from 'node:crypto';
import { judge } from '../engine/judge.ts';
import { readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import type { Command } from './context.ts';
import { inventoryFrom } from './inventory-input.ts';
import { policyFrom, policyHelp, policyOption } from './policy-input.ts';
import { reportHelp, reportOptions, reportPlan } from './report-plan.ts';
import { tellWarnings } from './warnings.ts';

/** `postern judge`. */
export const command: Command = {
  help: `postern judge --inventory FILE [--policy FILE] [--format json|text|md|csv] [--output FILE] [--fail-on critical|high|medium|low]

Judges a snapshot that "postern inventory" wrote, as "scan" would. Contacts nothing.

  --inventory FILE     the snapshot
${policyHelp}
${reportHelp}`,

  async run(context, argv) {
    const given = readArguments(argv, {
      ...reportOptions,
      inventory: { type: 'string' },
      policy: policyOption,
    });
    const file = given.text('inventory');
    if (file === undefined)
      throw unusable('--inventory is missing: "postern inventory --output FILE" writes one');
    const { policy, warnings } = policyFrom(given.all('policy'), context);
    const report = reportPlan(given, policy, context);
    const inventory = inventoryFrom(file);
    const code = await report.write(() =>
      judge(inventory, policy, {
        id: randomUUID(),
        startedAt: context.now().toISOString(),
        toolVersion: context.toolVersion,
        now: context.now,
      }),
    );
    await tellWarnings(context, warnings);
    return code;
  },
};
