import { severities } from '../model/severity.ts';
import { severityWeights } from './score.ts';

/** The text of `docs/score.md`. */
export function scoreDocument(): string {
  const weights = severities.map((severity) => `| ${severity} | ${severityWeights[severity]} |`).join('\n');
  return `# The score

One figure for how well a cluster does, and the sum behind it. It is shown on the pages of a database and of the fleet, in
the Markdown report, and under \`score\` in the JSON of a scan.

    score = points earned / points possible, in percent, rounded down to one decimal

## Points

Each control has points by the severity it declares. A finding that is worse or milder than its control does not change them.

| severity | points |
| --- | --- |
${weights}

| the control | earns | why |
| --- | --- | --- |
| passes | all its points | it looked everywhere, and everything is as it should be, or as a baseline of the policy approves |
| is not applicable | all its points | there is nothing to guard, so nothing stands open; shown apart as *nothing to guard* |
| is not applicable because another control does not hold | nothing | no archiver fails where nothing is archived; mending that must not cost points when this one then turns out to fail |
| passes, while another control fails whose mending may give it more to guard | nothing | a view goes past row security only where there is some: protecting the next table must not cost points when a view of it then turns out to be open |
| fails | nothing | one open finding or a hundred: a control holds or it does not |
| fails, and its findings are accepted | nothing | accepting a risk does not lower it |
| is unknown | nothing | what was not looked at is not good |

Points possible are those of every control of the catalogue. They are the same whatever state a cluster is in, so only a
change of a control's state moves the score.

## What follows from it

- **Mending never lowers it.** A control that gets better gains its points or keeps them, and no state of a cluster makes
  points disappear from the sum: a control that had something to guard and has nothing any more keeps its points.
  One thing cannot be seen beforehand: what a superuser was granted counts only once it is none any more, so that taking
  SUPERUSER away may bring a grant to light.
- **Not looking never raises it.** A scan role that may read less can only lose points.
- **Accepting never raises it.** Nor does setting a threat aside.
- Two scans compare only under one catalogue of controls (\`scan.controlsDigest\`): a new Postern may bring controls, and with
  them points to earn.

The first is tested three times: on random verdicts; on real servers, where the story of every control breaks something,
mends it with Postern's own script, and compares the score over all controls before and after; and on whole clusters in
which everything that is wrong is mended one after the other.

## In JSON

\`value\` (percent, null where there are no controls), \`earned\`, \`possible\`; \`missing\`: points not earned, \`failing\`,
\`unknown\` and \`waiting\` (for another control); \`nothingToGuard\`: points earned because there is nothing to guard; \`areas\`: \`earned\` and \`possible\` of each;
\`lines\`: each control with its \`weight\`, what it \`earned\`, its \`status\` and \`findings\`; \`raises\`: the controls that would add
most, heaviest first, with the \`points\` each would add.

Written by \`bin/generate-docs\` from \`lib/engine/coverage\`: edit it there.
`;
}
