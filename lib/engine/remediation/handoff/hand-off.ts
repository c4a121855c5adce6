import type { Condition } from '../plan.ts';
import { flywayFiles } from './flyway.ts';
import type { HandOffFile, HandOffFormat, HandOffRequest } from './hand-off-file.ts';
import { liquibaseFiles } from './liquibase.ts';
import { NotHandedOff } from './not-handed-off.ts';
import { plainSqlFiles } from './plain-sql.ts';
import { prismaFiles } from './prisma-migration.ts';
import { sqitchFiles } from './sqitch.ts';
import { type Segment, type Segments, segmentsOf } from './steps.ts';

const writers: Readonly<
  Record<HandOffFormat, (request: HandOffRequest, segments: Segments) => readonly HandOffFile[]>
> = {
  plain: plainSqlFiles,
  flyway: flywayFiles,
  liquibase: liquibaseFiles,
  prisma: prismaFiles,
  sqitch: sqitchFiles,
};

/** Conditions are asked in a transaction: behind a statement that refuses one they stand apart from it. */
function askedAtTheEnd(up: readonly Segment[], conditions: readonly Condition[]): readonly Segment[] {
  const alone = conditions.length > 0 && up.at(-1)?.transactional === false;
  return alone ? [...up, { transactional: true, statements: [] }] : up;
}

/**
 * A plan as a migration, for whoever owns the schema to run: up and down, limits on waiting, and the postconditions that fail
 * it where it changed nothing. Nothing is applied. The parser has to be loaded (`loadScriptParser`).
 *
 * @throws NotHandedOff where there is no SQL to hand off, or where a format could not carry it exactly
 */
export function handOff(format: HandOffFormat, request: HandOffRequest): readonly HandOffFile[] {
  const { plan } = request;
  if (plan.kind === 'manual') throw new NotHandedOff('this is done by hand: there is no script');
  if (plan.kind === 'config')
    throw new NotHandedOff(
      'this changes the configuration of the server, which no migration of a schema does',
    );
  if (plan.changes.some((change) => change.do === 'set-password'))
    throw new NotHandedOff(
      'it sets a password, whose verifier would stay in the repository of the migrations and be set again wherever they run',
    );
  if (plan.up.length === 0) throw new NotHandedOff('there is nothing to change');
  return writers[format](request, {
    up: askedAtTheEnd(segmentsOf(plan.up), plan.postconditions),
    down: plan.irreversible === null ? segmentsOf(plan.down) : null,
  });
}
