import { slug, stamp } from './file-name.ts';
import type { HandOffFile, HandOffRequest } from './hand-off-file.ts';
import { fileText, heading, segmentLines } from './migration-text.ts';
import { type Segments, stepsOf } from './steps.ts';

/**
 * `migrations/<time>_<name>/migration.sql` and `down.sql` beside it, for `prisma db execute` (Prisma itself never undoes). No
 * BEGIN or COMMIT: Prisma sends the file as one message, which PostgreSQL runs in one transaction; an open transaction of ours
 * would keep Prisma from recording a failure. A statement that refuses a transaction is a migration of its own, alone in it.
 */
export function prismaFiles(request: HandOffRequest, { up, down }: Segments): readonly HandOffFile[] {
  const steps = stepsOf(up, down ?? []);
  const name = slug(request).replaceAll('-', '_');
  return steps.flatMap((step, index) => {
    const folder = `migrations/${stamp(request.at, index)}_${name}`;
    const conditions = index === steps.length - 1 ? request.plan.postconditions : [];
    return [
      {
        path: `${folder}/migration.sql`,
        text: fileText([
          ...heading(request, 'up'),
          ...(step.up === null ? [] : segmentLines(step.up, { frame: 'message', conditions })),
        ]),
      },
      ...(down === null
        ? []
        : [
            {
              path: `${folder}/down.sql`,
              text: fileText([
                ...heading(request, 'down'),
                ...(step.down === null ? [] : segmentLines(step.down, { frame: 'message' })),
              ]),
            },
          ]),
    ];
  });
}
