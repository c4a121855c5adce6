import type { CoverageControl, CoverageThreat } from './coverage.ts';

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

function holding(controls: number): string {
  if (controls === 1) return 'its control holds';
  return controls === 2 ? 'both controls hold' : `all ${controls} controls hold`;
}

/** What remains of a threat, in one phrase, computed from its row of the matrix. */
export function residualRisk(
  status: CoverageThreat['status'],
  controls: readonly CoverageControl[],
  setAside: string | null,
): string {
  if (setAside !== null) return `Set aside by the policy: ${setAside}`;
  const of = (wanted: CoverageControl['status']) =>
    controls.filter((control) => control.status === wanted).length;
  const findings = controls.reduce((sum, control) => sum + control.findings, 0);
  const applicable = controls.length - of('not-applicable');
  const unread = of('unknown') > 0 ? `; ${count(of('unknown'), 'more is', 'more are')} not known` : '';
  switch (status) {
    case 'gap':
      if (controls.length === 0) return 'Open: no control stands against it';
      return `Open: no control holds, ${count(findings, 'finding')}${unread}`;
    case 'partial':
      return `Reduced: ${of('pass') + of('accepted')} of ${applicable} controls hold or are accepted, ${count(findings, 'finding')} open${unread}`;
    case 'unknown':
      return `Not known: ${of('unknown')} of ${count(applicable, 'control')} could not be judged`;
    case 'accepted':
      return `Accepted: ${count(of('accepted'), 'control fails', 'controls fail')} only where the risk is accepted`;
    case 'covered': {
      if (applicable === 0) return 'None here: there is nothing that its controls guard';
      const verified = controls.filter((control) => control.verified).length;
      const proof =
        verified === 0 ? 'by configuration, not probed' : `${verified} of ${applicable} shown by a probe`;
      return `Low: ${holding(applicable)}, ${proof}`;
    }
  }
}
