import { Facts } from '#components/ui/facts.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import type { Evidence as EvidenceRecord, EvidenceValue } from '#lib/engine/model/finding.ts';

/** `grantedBy` reads as `granted by`. */
function words(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}

/** What was seen, as it was seen. */
export function Evidence({ evidence }: { evidence: EvidenceRecord }) {
  const entries = Object.entries(evidence);
  if (entries.length === 0) return <p className="text-ink-soft">The object itself is the evidence.</p>;
  return <Facts facts={entries.map(([key, value]) => [words(key), <Value key={key} value={value} />])} />;
}

const shown = 20;

function Value({ value }: { value: EvidenceValue }) {
  if (value === null) return <span className="text-ink-faint">not set</span>;
  if (typeof value === 'boolean') return <>{value ? 'yes' : 'no'}</>;
  if (typeof value === 'number') return <span className="tabular-nums">{value.toLocaleString('en')}</span>;
  if (typeof value === 'string')
    return value === '' ? <span className="text-ink-faint">empty</span> : <Identifier name={value} />;
  if (isList(value)) return <List values={value} />;
  return (
    <ul className="grid gap-0.5">
      {Object.entries(value).map(([key, inner]) => (
        <li key={key} className="flex flex-wrap gap-x-2">
          <span className="text-ink-faint">{words(key)}</span>
          <Value value={inner} />
        </li>
      ))}
    </ul>
  );
}

function List({ values }: { values: readonly EvidenceValue[] }) {
  if (values.length === 0) return <span className="text-ink-faint">none</span>;
  const items = values.map((value, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: evidence never reorders
    <li key={at}>
      <Value value={value} />
    </li>
  ));
  return (
    <>
      <ul className="grid gap-0.5">{items.slice(0, shown)}</ul>
      {items.length > shown && (
        <details>
          <summary className="text-fine text-accent">{items.length - shown} more</summary>
          <ul className="grid gap-0.5">{items.slice(shown)}</ul>
        </details>
      )}
    </>
  );
}

function isList(value: EvidenceValue): value is readonly EvidenceValue[] {
  return Array.isArray(value);
}
