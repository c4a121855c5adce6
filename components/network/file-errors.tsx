import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { HbaFileError } from '#lib/engine/analysis/hba/hba-rule.ts';

/** Why the rules in force are not known to be those of the file: lines the server refuses, or a change it has not loaded. */
export function FileErrors({ errors }: { errors: readonly HbaFileError[] }) {
  const refused = errors.filter((error) => !error.unread);
  if (errors.length === 0) return null;
  if (refused.length === 0) return <NotLoaded files={errors.map((error) => error.file ?? 'pg_hba.conf')} />;
  return (
    <Notice tone="fail">
      <strong className="font-semibold">
        pg_hba.conf has {refused.length === 1 ? 'an error' : `${refused.length} errors`}: the server refuses
        the whole file.
      </strong>{' '}
      It goes on with the rules it had, which nobody shows, and would not start with this file. What follows
      is the file, not what is in force.
      <FileErrorList errors={refused} />
    </Notice>
  );
}

/** Said where nobody could see whether the file was changed since: rules that look in force may not be. */
export function DriftUnseen() {
  return (
    <Notice tone="unknown">
      <strong className="font-semibold">
        Whether the file was changed since the server loaded it is unknown.
      </strong>{' '}
      The server shows the file on disk and goes by what it loaded. Only a superuser may read when the file
      was changed, and the scan role is none: after an edit without a reload, what follows is not what is in
      force.
    </Notice>
  );
}

/** The first of them, by file and line. */
export function FileErrorList({ errors }: { errors: readonly HbaFileError[] }) {
  return (
    <ul className="mt-1 grid gap-0.5">
      {errors.slice(0, 20).map((error) => (
        <li key={`${error.file ?? ''}:${error.line}:${error.error}`} className="break-words">
          {error.file !== null && (
            <>
              <Hostile text={error.file} />,{' '}
            </>
          )}
          {error.line > 0 && `line ${error.line}: `}
          <Hostile text={error.error} />
        </li>
      ))}
      {errors.length > 20 && <li>and {errors.length - 20} more</li>}
    </ul>
  );
}

function NotLoaded({ files }: { files: readonly string[] }) {
  return (
    <Notice tone="unknown">
      <strong className="font-semibold">
        {files.length === 1 ? 'This file was' : 'These files were'} changed after the server last loaded{' '}
        {files.length === 1 ? 'it' : 'them'}.
      </strong>{' '}
      Until <code className="font-mono">SELECT pg_reload_conf()</code> or a restart the server goes by the
      rules it loaded before, which nobody shows. What follows is the file, not what is in force.
      <ul className="mt-1 grid gap-0.5">
        {files.slice(0, 20).map((file) => (
          <li key={file} className="font-mono text-fine">
            <Hostile text={file} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
