import { factsOf } from '../engine/analysis/facts.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { takenDecisions } from '../engine/policy/decisions/taken-decisions.ts';
import { emptyPolicy } from '../engine/policy/policy.ts';
import { type DecisionRecord, decisionRecords } from '../engine/report/decision-record.ts';
import { readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { openOutputDirectory } from './output-directory.ts';
import { policyFrom, policyOption } from './policy-input.ts';
import { scanCluster } from './scan-cluster.ts';
import { tellWarnings } from './warnings.ts';

/** `postern policy decisions`. */
export const command: Command = {
  help: `postern policy decisions --output-dir DIR [--policy FILE]

Writes the decisions as architecture decision records, a Markdown file each, with an index: those the policy leaves open as
proposed, those it has taken as accepted.

${connectionHelp}
  --policy FILE        the security architecture; without it everything is open
  --output-dir DIR     new or empty; written whole or not at all`,

  async run(context, argv) {
    const given = readArguments(argv, {
      ...connectionOptions,
      policy: policyOption,
      'output-dir': { type: 'string' },
    });
    const wanted = given.text('output-dir');
    if (wanted === undefined) throw unusable('--output-dir is missing');
    const { policy, digest, warnings } = policyFrom(given.all('policy'), context);
    const connection = connectionFrom(given, context);
    const directory = openOutputDirectory(wanted);
    let files: ReturnType<typeof decisionRecords>;
    try {
      const result = await scanCluster(connection, policy, context);
      const taken = {
        at: null,
        by: null,
        reason: null,
        in: `${given.all('policy').join(', ')} (digest ${digest.slice(0, 12)})`,
      };
      const records: readonly DecisionRecord[] = [
        ...result.decisions.map((decision): DecisionRecord => ({ status: 'proposed', decision })),
        ...takenDecisions(factsOf(result.inventory), emptyPolicy, policy).map(
          ({ decision, stated }): DecisionRecord => ({ status: 'accepted', decision, stated, taken }),
        ),
      ];
      const { version, systemIdentifier } = result.inventory.server;
      files = decisionRecords(records, policy.system?.name ?? `PostgreSQL ${version}, ${systemIdentifier}`);
    } catch (error) {
      directory.discard();
      throw error;
    }
    directory.commit(files);
    await context.stdout.write(`${visibleText(wanted)}: ${files.length - 1} decisions and an index\n`);
    await tellWarnings(context, [...connection.warnings, ...warnings]);
    return 0;
  },
};
