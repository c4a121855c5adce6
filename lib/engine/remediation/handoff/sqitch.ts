import { conditionCheck } from '../script-text.ts';
import { slug } from './file-name.ts';
import type { HandOffFile, HandOffRequest } from './hand-off-file.ts';
import { assertions, fileText, heading, segmentLines } from './migration-text.ts';
import { plainSpelling } from './plain-spelling.ts';
import type { Segments } from './steps.ts';

/** The line of `sqitch.plan`: name, time, who planned it, note (sqitch-add, "Plan file"). */
function planLine(name: string, { at, plan }: HandOffRequest): string {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  const about =
    plan.findings.length === 1 ? `finding ${plan.findings[0]}` : `${plan.findings.length} findings`;
  return `${name} ${time} Postern <postern@localhost> # Handed off by Postern: ${about}\n`;
}

/**
 * `deploy`, `revert` and `verify` scripts, and the line to append to the project's own `sqitch.plan`. sqitch runs them with psql and opens no
 * transaction, so ours stand in them. The postconditions are the verification, and stand in the deployment too.
 */
export function sqitchFiles(request: HandOffRequest, { up, down }: Segments): readonly HandOffFile[] {
  const name = slug(request);
  const { plan } = request;
  const lines = (segments: Segments['up'], conditions: typeof plan.postconditions) =>
    segments.flatMap((segment, index) =>
      segmentLines(segment, { frame: 'own', conditions: index === segments.length - 1 ? conditions : [] }),
    );
  const refusal = plainSpelling(
    conditionCheck({ says: `cannot be undone: ${plan.irreversible ?? ''}`, sql: 'SELECT false' }),
  );
  const verify = ['BEGIN;', ...assertions(plan.postconditions), 'ROLLBACK;'];
  return [
    {
      path: `deploy/${name}.sql`,
      text: fileText([...heading(request, 'up'), '', ...lines(up, plan.postconditions)]),
    },
    {
      path: `revert/${name}.sql`,
      text: fileText([
        ...heading(request, 'down'),
        '',
        ...(down === null ? [`${refusal};`] : lines(down, [])),
      ]),
    },
    { path: `verify/${name}.sql`, text: fileText([...heading(request, 'up'), '', ...verify]) },
    { path: 'sqitch.plan.append', text: planLine(name, request) },
  ];
}
