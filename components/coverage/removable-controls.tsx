import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { ControlDetail } from './control-detail.ts';

/** Controls that no threat of this matrix names: effort that stands against nothing the policy fears. */
export function RemovableControls({
  ids,
  controls,
}: {
  ids: readonly string[];
  controls: Readonly<Record<string, ControlDetail>>;
}) {
  if (ids.length === 0)
    return (
      <p className="text-ink-soft">None: every control stands against at least one threat that counts.</p>
    );
  return (
    <ul className="grid gap-x-8 sm:grid-cols-2">
      {ids.map((id) => (
        <li key={id} className="flex items-baseline justify-between gap-3 border-b py-1.5">
          <span className="min-w-0">
            {controls[id]?.title ?? id} <span className="font-mono text-fine text-ink-faint">{id}</span>
          </span>
          <VerdictMark mark={controls[id]?.status ?? 'unknown'} />
        </li>
      ))}
    </ul>
  );
}
