import { ChevronsLeftRight, ChevronsRightLeft } from 'lucide-react';
import { classNames } from '#components/ui/class-names.ts';
import type { Area } from '#lib/engine/model/area.ts';
import type { ControlDetail } from './control-detail.ts';
import type { MatrixColumn } from './matrix-column.ts';

const upright = 'inline-block rotate-180 [writing-mode:vertical-rl]';
const head = 'sticky top-0 z-20 border-b border-line-strong bg-surface align-bottom font-medium text-fine';

export interface MatrixHeadProps {
  columns: readonly MatrixColumn[];
  unfolded: ReadonlySet<Area>;
  controls: Readonly<Record<string, ControlDetail>>;
  onToggle: (area: Area) => void;
}

/** The head row: areas, which unfold into their controls, and the controls of those that are. */
export function MatrixHead({ columns, unfolded, controls, onToggle }: MatrixHeadProps) {
  return (
    <thead>
      <tr>
        <th
          scope="col"
          className={classNames(
            head,
            'left-0 z-30 min-w-60 min-[1400px]:min-w-72 border-r px-3 py-2 text-ink-faint',
          )}
        >
          Threat or boundary
        </th>
        {columns.map(({ area, control }) =>
          control === null ? (
            <th key={area} scope="col" className={classNames(head, 'min-w-13 border-r p-0')}>
              <button
                type="button"
                aria-expanded={unfolded.has(area)}
                title={unfolded.has(area) ? 'Fold' : 'Unfold into controls'}
                onClick={() => onToggle(area)}
                className="flex w-full flex-col items-center justify-end gap-1.5 px-1 pt-3 pb-2 text-ink-soft capitalize hover:text-accent focus-visible:-outline-offset-2"
              >
                <span className={upright}>{area}</span>
                {unfolded.has(area) ? (
                  <ChevronsRightLeft className="size-3.5" aria-hidden="true" />
                ) : (
                  <ChevronsLeftRight className="size-3.5" aria-hidden="true" />
                )}
              </button>
            </th>
          ) : (
            <th
              key={`${area}/${control}`}
              scope="col"
              className={classNames(head, 'min-w-9 border-r bg-canvas p-0')}
            >
              <span className="flex justify-center px-1 pt-3 pb-2" title={controls[control]?.title}>
                <span
                  className={classNames(
                    upright,
                    'max-h-56 font-mono text-ink-soft font-normal [overflow-wrap:anywhere]',
                  )}
                >
                  {control}
                </span>
              </span>
            </th>
          ),
        )}
        <th
          scope="col"
          className={classNames(
            head,
            'w-full min-w-44 min-[1400px]:min-w-56 px-3 py-2 text-left text-ink-faint',
          )}
        >
          Residual risk
        </th>
      </tr>
    </thead>
  );
}
