'use client';

import { useQuery } from '@tanstack/react-query';
import { send } from '#components/frame/send.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { CoverageControl } from '#lib/engine/coverage/coverage.ts';
import type { Area } from '#lib/engine/model/area.ts';
import type { MatrixRow } from '#lib/service/coverage/matrix-view.ts';
import type { ControlDetail } from './control-detail.ts';
import { ControlEntry } from './control-entry.tsx';
import { type EvidenceByControl, readEvidence } from './read-evidence.ts';
import { controlStates } from './state-mark.tsx';
import { ThreatNotePart } from './threat-note.tsx';
import { ThreatStatusMark } from './threat-status.tsx';

/** What was opened: a row as a whole (`area` null) or one of its cells. */
export interface OpenCell {
  readonly row: MatrixRow;
  readonly area: Area | null;
  readonly controls: readonly CoverageControl[];
}

export interface CellPanelProps {
  open: OpenCell | null;
  controls: Readonly<Record<string, ControlDetail>>;
  targetId: string;
  /** The database of the server that the matrix is filtered to. */
  database: string | null;
  mayAnnotate: boolean;
  onClose: () => void;
}

/** The controls behind a cell, worst first, each with its verdict, its evidence and the way to mend it. */
export function CellPanel({ open, controls, targetId, database, mayAnnotate, onClose }: CellPanelProps) {
  return (
    <Panel open={open !== null} onClose={onClose} title={open ? <Hostile text={open.row.title} /> : ''}>
      {open && (
        <>
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <ThreatStatusMark status={open.row.status} />
            {open.area && <span className="capitalize text-ink-soft">{open.area}</span>}
            <p className="w-full text-ink-soft">
              <Hostile text={open.row.residualRisk} />
            </p>
          </div>
          <ThreatNotePart
            key={open.row.key}
            targetId={targetId}
            row={open.row.key}
            note={open.row.note}
            mayAnnotate={mayAnnotate}
          />
          <PanelControls open={open} controls={controls} targetId={targetId} database={database} />
        </>
      )}
    </Panel>
  );
}

function PanelControls({
  open,
  controls,
  targetId,
  database,
}: Pick<CellPanelProps, 'controls' | 'targetId' | 'database'> & { open: OpenCell }) {
  const sorted = [...open.controls].sort(
    (a, b) => controlStates.indexOf(a.state) - controlStates.indexOf(b.state) || (a.id < b.id ? -1 : 1),
  );
  const withFindings = sorted
    .filter((control) => control.findings > 0 || control.acceptedUntil !== null)
    .map((control) => control.id);
  const evidence = useQuery({
    queryKey: ['evidence', targetId, database, withFindings],
    enabled: withFindings.length > 0,
    queryFn: async (): Promise<EvidenceByControl> => {
      const search = new URLSearchParams({ controls: withFindings.join(',') });
      if (database !== null) search.set('database', database);
      const answer = await send('GET', `/api/targets/${targetId}/coverage/evidence?${search}`);
      if (!answer.ok) throw new Error(answer.message);
      return readEvidence(answer.body);
    },
  });
  if (sorted.length === 0)
    return (
      <p>
        Nothing in Postern's catalogue stands against this threat: its controls are outside Postern's sight. A
        policy can name the controls that do, or set the threat aside with a reason.
      </p>
    );
  return (
    <>
      {evidence.isError && (
        <Notice tone="fail" live>
          The findings could not be loaded: {evidence.error.message}
        </Notice>
      )}
      <ul className="grid gap-5">
        {sorted.map((control) => (
          <ControlEntry
            key={control.id}
            control={control}
            detail={controls[control.id]}
            evidence={evidence.data?.[control.id]}
            loading={evidence.isLoading && withFindings.includes(control.id)}
            findingsHref={`/databases/${targetId}/findings`}
            database={database}
          />
        ))}
      </ul>
    </>
  );
}
