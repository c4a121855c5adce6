import { slug, stamp } from './file-name.ts';
import type { HandOffFile, HandOffRequest } from './hand-off-file.ts';
import { fileText, heading, segmentLines } from './migration-text.ts';
import type { Segments } from './steps.ts';

/** Two files for `psql -f` or any client: transactions of their own where every statement allows one. */
export function plainSqlFiles(request: HandOffRequest, { up, down }: Segments): readonly HandOffFile[] {
  const name = `${stamp(request.at)}-${slug(request)}`;
  const { postconditions } = request.plan;
  const lines = up.flatMap((segment, index) =>
    segmentLines(segment, { frame: 'own', conditions: index === up.length - 1 ? postconditions : [] }),
  );
  return [
    { path: `${name}.up.sql`, text: fileText([...heading(request, 'up'), '', ...lines]) },
    ...(down === null
      ? []
      : [
          {
            path: `${name}.down.sql`,
            text: fileText([
              ...heading(request, 'down'),
              '',
              ...down.flatMap((segment) => segmentLines(segment, { frame: 'own' })),
            ]),
          },
        ]),
  ];
}
