import type { Severity } from '#lib/engine/model/severity.ts';
import { classNames } from './class-names.ts';

/** Severities are round or pointed, verdicts are square: the two never look alike, even without colour. */
const shapes: Record<Severity, React.ReactNode> = {
  critical: (
    <>
      <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2Z" fill="currentColor" />
      <path d="M8 4.3v4.4" className="stroke-surface" strokeWidth="2" strokeLinecap="round" />
      <circle cx="8" cy="11.6" r="1.15" className="fill-surface" />
    </>
  ),
  high: <path d="M8 1.6 15 14H1Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  medium: <path d="M8 1.3 14.7 8 8 14.7 1.3 8Z" fill="currentColor" />,
  low: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M2.25 8a5.75 5.75 0 0 0 11.5 0Z" fill="currentColor" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="8" cy="8" r="1.5" fill="currentColor" />
    </>
  ),
};

const colours: Record<Severity, string> = {
  critical: 'text-critical',
  high: 'text-high',
  medium: 'text-medium',
  low: 'text-low',
  info: 'text-info',
};

export const severityWords: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

/** Colour, shape and word. With `quiet` the word is for screen readers only, where a column head already says it. */
export function SeverityMark({ severity, quiet = false }: { severity: Severity; quiet?: boolean }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium',
        colours[severity],
      )}
    >
      <svg viewBox="0 0 16 16" className="size-3.5 shrink-0" aria-hidden="true">
        {shapes[severity]}
      </svg>
      <span className={quiet ? 'sr-only' : undefined}>{severityWords[severity]}</span>
    </span>
  );
}
