import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { HbaFileError } from '#lib/engine/analysis/hba/hba-rule.ts';

/** Errors because of which the server refuses the file as a whole. */
export function FileErrors({ errors }: { errors: readonly HbaFileError[] }) {
  if (errors.length === 0) return null;
  return (
    <Notice tone="fail">
      <strong className="font-semibold">
        pg_hba.conf has {errors.length === 1 ? 'an error' : `${errors.length} errors`}: the server refuses the
        whole file.
      </strong>{' '}
      It goes on with the rules it had, which nobody shows, and would not start with this file. What follows
      is the file, not what is in force.
      <ul className="mt-1 grid gap-0.5">
        {errors.slice(0, 20).map((error) => (
          <li key={`${error.file ?? ''}:${error.line}`}>
            {error.file !== null && (
              <>
                <Hostile text={error.file} />,{' '}
              </>
            )}
            line {error.line}: <Hostile text={error.error} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
