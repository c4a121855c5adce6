import { Identifier } from '#components/ui/identifier.tsx';

/**
 * Names in a row, the first few open and the others one press away; of those `most`, since a table of fifty rows that each
 * held two thousand readers takes minutes to come.
 */
export function Names({
  names,
  shown = 4,
  none = 'nobody',
  most = 25,
}: {
  names: readonly string[];
  shown?: number;
  none?: string;
  most?: number;
}) {
  if (names.length === 0) return <span className="text-ink-faint">{none}</span>;
  const first = names.slice(0, names.length <= shown + 1 ? names.length : shown);
  const rest = names.slice(first.length);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      {first.map((name, at) => (
        <span key={name}>
          <Identifier name={name} />
          {(at < first.length - 1 || rest.length > 0) && ','}
        </span>
      ))}
      {rest.length > 0 && (
        <details className="inline-block">
          <summary className="text-accent">{rest.length.toLocaleString('en')} more</summary>
          <ul className="mt-1 max-h-60 overflow-y-auto">
            {rest.slice(0, most).map((name) => (
              <li key={name}>
                <Identifier name={name} />
              </li>
            ))}
            {rest.length > most && <li>and {(rest.length - most).toLocaleString('en')} more</li>}
          </ul>
        </details>
      )}
    </span>
  );
}
