import type { PolicyEdit } from '../../engine/policy/edit/policy-edit.ts';
import type { NamedFinding } from '../../engine/policy/exception-object.ts';
import { exceptionText } from '../../engine/policy/exception-text.ts';
import type { Policy } from '../../engine/policy/policy.ts';

/** A finding that was agreed to. */
export interface Agreed extends NamedFinding {
  readonly control: string;
  readonly evidenceDigest: string;
}

interface Agreement {
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
}

export interface AgreedAcceptance extends Agreement {
  readonly scope: 'object' | 'control';
  readonly compensatingControl: string;
  /** YYYY-MM-DD */
  readonly until: string;
}

/** The exceptions that accept these findings, each once; one of the same object and control is renewed. */
export function acceptanceEdits(
  findings: readonly Agreed[],
  agreed: AgreedAcceptance,
): readonly PolicyEdit[] {
  const { scope, until, ...rest } = agreed;
  const named = findings.map((finding) =>
    scope === 'control'
      ? { control: finding.control }
      : { control: finding.control, object: exceptionText(finding) },
  );
  const once = new Map(named.map((one) => [JSON.stringify(one), one]));
  return [...once.values()].map((one) => ({
    do: 'put',
    section: 'exceptions',
    entry: { ...one, ...rest, expires: until },
  }));
}

/** The baseline that approves these rows of one control, as they look now; older approvals of the same rows make room for it. */
export function baselineEdits(
  findings: readonly Agreed[],
  agreed: Agreement,
  policy: Policy,
): readonly PolicyEdit[] {
  const control = findings[0]?.control ?? '';
  const rows = new Map(findings.map((finding) => [exceptionText(finding), finding.evidenceDigest]));
  const making = (policy.baselines ?? [])
    .filter((one) => one.control === control && one.objects.some((object) => rows.has(object)))
    .map((one): PolicyEdit => {
      const key = { control, objects: one.objects };
      const objects = one.objects.filter((object) => !rows.has(object));
      if (objects.length === 0) return { do: 'remove', section: 'baselines', key };
      const left = Object.entries(one.evidence ?? {}).filter(([object]) => !rows.has(object));
      const { evidence: _, ...entry } = one;
      const evidence = left.length === 0 ? {} : { evidence: Object.fromEntries(left) };
      return { do: 'replace', section: 'baselines', key, entry: { ...entry, objects, ...evidence } };
    });
  const entry = { control, objects: [...rows.keys()], evidence: Object.fromEntries(rows), ...agreed };
  return [...making, { do: 'add', section: 'baselines', entry }];
}
