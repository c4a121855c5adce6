import { canonicalRule } from './canonical-rule.ts';
import type { HbaRule } from './hba-rule.ts';

/** One rule of two files laid side by side: order matters, so a rule that moved is removed and added. */
export interface RuleDiffLine {
  readonly change: 'same' | 'removed' | 'added';
  /** Canonical text: comments, blanks and idle quotes make no difference. Secrets hidden. */
  readonly text: string;
  /** In the file before, and in the one after. */
  readonly before: number | null;
  readonly after: number | null;
}

/** Beyond this many pairs the middle is shown as removed and added whole. */
const mostPairs = 4_000_000;

/** Lengths of the longest common subsequence of every pair of ends, row by row. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [own, next] = [rows[i], rows[i + 1]];
      if (!own || !next) continue;
      own[j] = before[i] === after[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, own[j + 1] ?? 0);
    }
  return rows;
}

/** What changes between two files, rule by rule. Secrets are compared too, though never shown. */
export function ruleDiff(before: readonly HbaRule[], after: readonly HbaRule[]): readonly RuleDiffLine[] {
  const texts = (rules: readonly HbaRule[]) => rules.map((rule) => canonicalRule(rule, 'shown'));
  const [was, is] = [texts(before), texts(after)];
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1;
  let [i, j] = [start, start];
  const lines: RuleDiffLine[] = [];
  const keep = (at: number, to: number) => {
    const [one, other] = [before[at], after[to]];
    if (one && other)
      lines.push({ change: 'same', text: canonicalRule(other), before: one.line, after: other.line });
  };
  const remove = (rule: HbaRule) =>
    lines.push({ change: 'removed', text: canonicalRule(rule), before: rule.line, after: null });
  const add = (rule: HbaRule) =>
    lines.push({ change: 'added', text: canonicalRule(rule), before: null, after: rule.line });
  for (let at = 0; at < start; at += 1) keep(at, at);
  const small = (was.length - start) * (is.length - start) <= mostPairs;
  const lengths = small ? commonLengths(was.slice(start), is.slice(start)) : [];
  const common = (a: number, b: number) => lengths[a - start]?.[b - start] ?? 0;
  while (i < before.length || j < after.length) {
    const [one, other] = [before[i], after[j]];
    if (small && one && other && was[i] === is[j]) {
      keep(i, j);
      i += 1;
      j += 1;
    } else if (one && (!other || !small || common(i + 1, j) >= common(i, j + 1))) {
      remove(one);
      i += 1;
    } else if (other) {
      add(other);
      j += 1;
    }
  }
  return lines;
}
