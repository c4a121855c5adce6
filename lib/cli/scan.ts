import { readArguments } from './arguments.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { policyFrom, policyHelp, policyOption } from './policy-input.ts';
import { reportHelp, reportOptions, reportPlan } from './report-plan.ts';
import { scanCluster } from './scan-cluster.ts';
import { tellWarnings } from './warnings.ts';

/** `postern scan`. */
export const command: Command = {
  help: `postern scan [--policy FILE] [--format json|text|md|csv] [--output FILE] [--fail-on critical|high|medium|low]

Reads a cluster, judges it by the policy and reports. Changes nothing.

${connectionHelp}
${policyHelp}
${reportHelp}`,

  async run(context, argv) {
    const given = readArguments(argv, { ...connectionOptions, ...reportOptions, policy: policyOption });
    const { policy, warnings } = policyFrom(given.all('policy'), context);
    const report = reportPlan(given, policy, context);
    const connection = connectionFrom(given, context);
    const code = await report.write(() => scanCluster(connection, policy, context));
    await tellWarnings(context, [...connection.warnings, ...warnings]);
    return code;
  },
};
