import { saidMoreExactly } from '../engine/controls/said-more-exactly.ts';
import { canonicalJson } from '../engine/model/canonical-json.ts';
import type { Finding } from '../engine/model/finding.ts';
import { objectText } from '../engine/model/object-text.ts';
import type { Verdict } from '../engine/model/verdict.ts';

/** How people know an object, by which two findings about it are recognised whatever shape their references have. */
const identity = ({ object }: Finding) =>
  canonicalJson([objectText(object), object.database ?? null, object.role ?? null, object.rule ?? null]);

/** Pairs of findings of two controls of which it is known that they say the same, about one object. */
export function saidTwice(verdicts: readonly Verdict[]): readonly string[] {
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const objects = Map.groupBy(findings, identity);
  return [...objects].flatMap(([object, about]) =>
    about.flatMap((one, index) =>
      about.slice(index + 1).flatMap((other) => {
        if (one.control === other.control) return [];
        const listed = saidMoreExactly.some(
          ({ control, by, nothingBeyond = () => true }) =>
            (control === one.control && by === other.control && nothingBeyond(one, other)) ||
            (control === other.control && by === one.control && nothingBeyond(other, one)),
        );
        return listed ? [`${one.control} and ${other.control}: ${object}`] : [];
      }),
    ),
  );
}
