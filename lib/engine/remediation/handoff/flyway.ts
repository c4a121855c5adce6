import { slug, stamp } from './file-name.ts';
import type { HandOffFile, HandOffRequest } from './hand-off-file.ts';
import { fileText, heading, segmentLines } from './migration-text.ts';
import { type Segment, type Segments, stepsOf } from './steps.ts';

/** Flyway wraps every migration in a transaction, unless a configuration beside it says otherwise. */
const outsideTransaction = fileText(['executeInTransaction=false']);

function files(path: string, segment: Segment | null, lines: readonly string[]): readonly HandOffFile[] {
  const alone = segment !== null && !segment.transactional;
  return [
    { path, text: fileText(lines) },
    ...(alone ? [{ path: `${path}.conf`, text: outsideTransaction }] : []),
  ];
}

/**
 * `V<time>__<name>.sql` and its undo `U<time>__<name>.sql`; one pair for each part that needs a transaction of its own. No
 * BEGIN or COMMIT: the transaction is Flyway's, and its record is written in it. Nothing holds `${…}`, which Flyway fills in.
 */
export function flywayFiles(request: HandOffRequest, { up, down }: Segments): readonly HandOffFile[] {
  const steps = stepsOf(up, down ?? []);
  const name = slug(request).replaceAll('-', '_');
  const { postconditions } = request.plan;
  return steps.flatMap((step, index) => {
    const version = `${stamp(request.at)}${steps.length > 1 ? `_${index + 1}` : ''}__${name}`;
    const last = index === steps.length - 1;
    const text = (segment: Segment | null, conditions: typeof postconditions) =>
      segment === null ? [] : segmentLines(segment, { frame: 'tool', conditions });
    return [
      ...files(`V${version}.sql`, step.up, [
        ...heading(request, 'up'),
        '',
        ...text(step.up, last ? postconditions : []),
      ]),
      ...(down === null
        ? []
        : files(`U${version}.sql`, step.down, [...heading(request, 'down'), '', ...text(step.down, [])])),
    ];
  });
}
