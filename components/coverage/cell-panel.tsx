'use client';

import { Hostile } from '#components/ui/hostile.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { CoverageControl, CoverageThreat } from '#lib/engine/coverage/coverage.ts';
import type { Area } from '#lib/engine/model/area.ts';
import type { ControlDetail } from './control-detail.ts';
import { ControlEntry } from './control-entry.tsx';
import { ThreatStatusMark } from './threat-status.tsx';

/** What was opened: a threat as a whole (`area` null) or one of its cells. */
export interface OpenCell {
  readonly threat: CoverageThreat;
  readonly area: Area | null;
  readonly controls: readonly CoverageControl[];
}

const order: readonly CoverageControl['status'][] = ['fail', 'unknown', 'accepted', 'pass', 'not-applicable'];

export interface CellPanelProps {
  open: OpenCell | null;
  controls: Readonly<Record<string, ControlDetail>>;
  findingsHref: string;
  onClose: () => void;
}

/** The controls behind a cell, worst first, each with its verdict, its findings and the way to mend them. */
export function CellPanel({ open, controls, findingsHref, onClose }: CellPanelProps) {
  const sorted = open
    ? [...open.controls].sort(
        (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || (a.id < b.id ? -1 : 1),
      )
    : [];
  return (
    <Panel open={open !== null} onClose={onClose} title={open ? <Hostile text={open.threat.title} /> : ''}>
      {open && (
        <>
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <ThreatStatusMark status={open.threat.status} />
            {open.area && <span className="capitalize text-ink-soft">{open.area}</span>}
            <p className="w-full text-ink-soft">
              <Hostile text={open.threat.setAside ?? open.threat.residualRisk} />
            </p>
          </div>
          {sorted.length === 0 ? (
            <p>
              Nothing in Postern's catalogue stands against this threat yet: its controls are outside
              Postern's sight.
            </p>
          ) : (
            <ul className="grid gap-5">
              {sorted.map((control) => (
                <ControlEntry
                  key={control.id}
                  control={control}
                  detail={controls[control.id]}
                  findingsHref={findingsHref}
                />
              ))}
            </ul>
          )}
        </>
      )}
    </Panel>
  );
}
