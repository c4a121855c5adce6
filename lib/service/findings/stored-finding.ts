import { z } from 'zod';
import { type Area, areas } from '../../engine/model/area.ts';
import type { Acceptance, BaselineApproval, Evidence } from '../../engine/model/finding.ts';
import type { ObjectRef } from '../../engine/model/object-ref.ts';
import type { Reference } from '../../engine/model/reference.ts';
import { type Severity, severities } from '../../engine/model/severity.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { remediationKinds } from './finding-query.ts';

// What Postern wrote as JSON, read back. Rows of an older version may lack a key; they must not break a page.

const acceptance = z.object({
  reason: z.string(),
  approvedBy: z.string(),
  until: z.string(),
  compensatingControl: z.string().exactOptional(),
});

const approval = z.object({ reason: z.string(), approvedBy: z.string() });

export function storedAcceptance(json: unknown): Acceptance | null {
  const read = acceptance.safeParse(json);
  return read.success ? read.data : null;
}

export function storedApproval(json: unknown): BaselineApproval | null {
  const read = approval.safeParse(json);
  return read.success ? read.data : null;
}

export function remediationKind(text: string | null): Plan['kind'] | null {
  return remediationKinds.find((kind) => kind === text) ?? null;
}

export function storedSeverity(text: string): Severity {
  return severities.find((severity) => severity === text) ?? 'critical';
}

export function storedArea(text: string): Area {
  return areas.find((area) => area === text) ?? 'configuration';
}

const object = z.looseObject({ kind: z.string() });
const evidence = z.record(z.string(), z.json());
const references = z.array(z.object({ standard: z.string(), id: z.string() }));

/** Kinds, standards and evidence are what the engine wrote; the shape is checked, the words are its own. */
export function storedObject(json: unknown): ObjectRef {
  return object.parse(json) as ObjectRef;
}

export function storedEvidence(json: unknown): Evidence {
  return evidence.parse(json);
}

export function storedReferences(json: unknown): readonly Reference[] {
  return references.parse(json) as readonly Reference[];
}
