import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { ScanSummary } from '#lib/service/scans/scan-overview.ts';

const parts = [
  { key: 'fail', mark: 'fail', fill: 'fill-fail' },
  { key: 'unknown', mark: 'unknown', fill: 'fill-unknown' },
  { key: 'pass', mark: 'pass', fill: 'fill-pass' },
  { key: 'notApplicable', mark: 'not-applicable', fill: 'fill-line-strong' },
] as const;

/** How the controls of one scan came out: figures with their marks, and under them their share as a bar. */
export function VerdictBar({
  verdicts,
  words = false,
}: {
  verdicts: ScanSummary['verdicts'];
  words?: boolean;
}) {
  const total = parts.reduce((sum, part) => sum + verdicts[part.key], 0);
  let from = 0;
  return (
    <div className="grid min-w-40 gap-1.5">
      <ul className="flex flex-wrap gap-x-3 gap-y-1 tabular-nums">
        {parts.map((part) => (
          <li key={part.key} className="flex items-center gap-1">
            {verdicts[part.key]}
            <VerdictMark mark={part.mark} quiet={!words} />
          </li>
        ))}
      </ul>
      <svg
        className="h-1 w-full"
        viewBox={`0 0 ${Math.max(1, total)} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {parts.map((part) => {
          const x = from;
          from += verdicts[part.key];
          return <rect key={part.key} x={x} width={verdicts[part.key]} height="1" className={part.fill} />;
        })}
      </svg>
    </div>
  );
}
