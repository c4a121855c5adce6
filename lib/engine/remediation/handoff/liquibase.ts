import { slug, stamp } from './file-name.ts';
import type { HandOffFile, HandOffRequest } from './hand-off-file.ts';
import { type Frame, fileText, heading, segmentLines } from './migration-text.ts';
import { type Segment, type Segments, stepsOf } from './steps.ts';

/**
 * How Liquibase is to treat the text: as it is. Split at `;` it would take names and bodies apart, and taking out comments it
 * would take out whatever looks like one.
 */
const asItIs = 'dbms:postgresql splitStatements:false rollbackSplitStatements:false stripComments:false';

/**
 * One file of formatted SQL, a changeset for each part that needs a transaction of its own, each with its rollback. Every
 * rollback statement stands on one line, since each line of it begins with `--rollback`. No BEGIN or COMMIT: the transaction
 * is Liquibase's, and its record is written in it. Without a rollback, Liquibase refuses to roll back, which is meant where a
 * plan cannot be undone.
 */
export function liquibaseFiles(request: HandOffRequest, { up, down }: Segments): readonly HandOffFile[] {
  const name = `${stamp(request.at)}-${slug(request)}`;
  const steps = stepsOf(up, down ?? []);
  const changesets = steps.flatMap((step, index) => {
    const transactional = (step.up?.transactional ?? true) && (step.down?.transactional ?? true);
    const conditions = index === steps.length - 1 ? request.plan.postconditions : [];
    const frameOf = (segment: Segment): Frame =>
      transactional ? 'tool' : segment.transactional ? 'own' : 'message';
    const rollback =
      step.down === null ? ['empty'] : segmentLines(step.down, { frame: frameOf(step.down), oneLine: true });
    return [
      '',
      `--changeset postern:${name}${steps.length > 1 ? `-${index + 1}` : ''} ${asItIs} runInTransaction:${transactional}`,
      ...(index === 0 ? heading(request, 'up') : []),
      // A changeset without SQL is none.
      ...(step.up === null ? ['SELECT 1;'] : segmentLines(step.up, { frame: frameOf(step.up), conditions })),
      ...(down === null ? [] : rollback.map((line) => `--rollback ${line}`)),
    ];
  });
  return [{ path: `${name}.sql`, text: fileText(['--liquibase formatted sql', ...changesets]) }];
}
