import { startThrowAway } from '../embedded/throw-away-server.ts';
import type { Finding } from '../engine/model/finding.ts';
import type { Policy } from '../engine/policy/policy.ts';
import type { Rehearsal } from '../engine/remediation/rehearse/rehearsal.ts';
import { rehearse } from '../engine/remediation/rehearse/rehearse.ts';
import { rehearsalEntry } from '../engine/report/rehearsal-json.ts';
import { rehearsalText } from '../engine/report/rehearsal-text.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { oneOf, readArguments } from './arguments.ts';
import {
  type Connection,
  connectionFrom,
  connectionHelp,
  connectionOptions,
} from './connection-arguments.ts';
import type { Command, Context } from './context.ts';
import { newPasswordFrom, newPasswordHelp, newPasswordOption, withNewPassword } from './new-password.ts';
import { writeResult } from './output.ts';
import { policyFrom, policyOption } from './policy-input.ts';
import { scanCluster } from './scan-cluster.ts';
import { findingsWanted, type Wanted, wantedFrom, wantedOptions } from './wanted-findings.ts';
import { tellWarnings } from './warnings.ts';

interface Rehearsed {
  readonly finding: Finding;
  readonly done: Rehearsal;
}

/** One after the other: each takes locks, and none is to wait for another's. */
async function rehearseAll(
  result: ScanResult,
  findings: readonly Finding[],
  connection: Connection,
  policy: Policy,
  context: Context,
): Promise<readonly Rehearsed[]> {
  const rehearsed: Rehearsed[] = [];
  for (const finding of findings) {
    const done = await rehearse(connection.target, result.planOf(finding), policy, {
      inventory: result.inventory,
      signal: context.signal,
      allowInsecureAuthentication: connection.allowInsecureAuthentication,
      now: context.now,
      startThrowAway,
    });
    rehearsed.push({ finding, done });
  }
  return rehearsed;
}

function textOf(rehearsed: readonly Rehearsed[], wanted: Wanted, format: 'json' | 'text'): string {
  if (format === 'text')
    return rehearsed.length === 0
      ? 'Nothing to rehearse: the control has no finding.\n'
      : rehearsed
          .map(({ finding, done }) => rehearsalText(finding.fingerprint, finding.title, done))
          .join('\n');
  const entries = rehearsed.map(({ finding, done }) => rehearsalEntry(finding.fingerprint, done));
  return `${JSON.stringify('control' in wanted ? entries : (entries[0] ?? null), null, 2)}\n`;
}

/** `postern rehearse`. */
export const command: Command = {
  help: `postern rehearse --finding FINGERPRINT [--new-password-from NAME] | --control ID [--policy FILE] [--format json|text] [--output FILE]

Tries the script that mends a finding, or those of all findings of a control, and its undo, on the database itself in one
transaction that is always rolled back, and reports what they would do: findings closed and opened, privileges lost and
gained, locks. What refuses a transaction is tried on a throw-away server made like this one. Nothing remains.
Runs as the role that connects: it needs the rights the script needs. Exit code 1 when a rehearsal fails.

${connectionHelp}
  --policy FILE        the security architecture to judge by
${newPasswordHelp}
  --format FORMAT      default: text
  --output FILE        written whole or not at all`,

  async run(context, argv) {
    const given = readArguments(argv, {
      ...connectionOptions,
      ...wantedOptions,
      ...newPasswordOption,
      policy: policyOption,
      format: { type: 'string' },
      output: { type: 'string' },
    });
    const wanted = wantedFrom(given);
    const format = oneOf('format', given.text('format') ?? 'text', ['json', 'text'] as const);
    const { policy } = policyFrom(given.all('policy'), context);
    const connection = connectionFrom(given, context);
    const password = await newPasswordFrom(given, wanted, context);
    const { rehearsed } = await writeResult(given.text('output'), context, async () => {
      const scanned = await scanCluster(connection, policy, context);
      const result = withNewPassword(scanned, wanted, policy, password);
      const findings = findingsWanted(result, wanted);
      const rehearsed = await rehearseAll(result, findings, connection, policy, context);
      return { rehearsed, text: textOf(rehearsed, wanted, format) };
    });
    await tellWarnings(context, connection.warnings);
    return rehearsed.some(({ done }) => done.outcome === 'failed') ? 1 : 0;
  },
};
