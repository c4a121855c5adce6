import type { Area } from '#lib/engine/model/area.ts';
import type { Gap } from '#lib/engine/model/gap.ts';
import type { Reference } from '#lib/engine/model/reference.ts';
import type { Severity } from '#lib/engine/model/severity.ts';
import type { VerdictStatus } from '#lib/engine/model/verdict.ts';

/** What stands behind a cell: one control and its verdict on the whole server. */
export interface ControlDetail {
  readonly id: string;
  readonly title: string;
  readonly area: Area;
  readonly severity: Severity;
  readonly rationale: string;
  readonly references: readonly Reference[];
  readonly status: VerdictStatus;
  readonly reason: string | null;
  readonly gaps: readonly Gap[];
  readonly findings: number;
}
