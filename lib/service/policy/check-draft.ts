import { absentNames } from '../../engine/policy/absent-names.ts';
import { type LayerProblem, type LoadedLayers, loadLayers } from '../../engine/policy/layers/load-layers.ts';
import type { Access } from '../auth/access.ts';
import { findReadScan } from '../db/judgements.ts';
import { findPolicy } from '../db/policies.ts';
import { keptFacts } from '../snapshot/kept-facts.ts';
import { knownControls } from './known-controls.ts';
import { type PolicyScope, scopeName } from './policy-scope.ts';

/** A problem of a draft. `foreign`: it stands in the other document, which this draft lies over. */
export interface DraftProblem extends LayerProblem {
  readonly foreign: boolean;
}

/** More names than this are not told one by one: it is the wrong document for this database. */
const mostAbsent = 50;

async function absentIn(targetId: string, loaded: LoadedLayers): Promise<readonly LayerProblem[]> {
  const scanId = await findReadScan(targetId);
  if (scanId === null) return [];
  const { inventory } = await keptFacts(scanId);
  return absentNames(loaded.policy, inventory).slice(0, mostAbsent).map(loaded.locate);
}

/**
 * What is wrong with a draft, by line: of itself, with the organisation's policy under it, and, as warnings, names that the last
 * snapshot does not have. Errors come with their remedy; nothing is stored. Without `names` no
 * snapshot is opened.
 */
export async function checkDraft(
  access: Access<'policy:read'>,
  scope: PolicyScope,
  text: string,
  options: { readonly names: boolean } = { names: true },
): Promise<readonly DraftProblem[]> {
  access.demand('policy:read');
  await scopeName(scope);
  return draftProblems(scope, text, options);
}

/** The same for those of the service who have been let in by another permission. */
export async function draftProblems(
  scope: PolicyScope,
  text: string,
  options: { readonly names: boolean },
): Promise<readonly DraftProblem[]> {
  const known = { controls: knownControls(), today: new Date().toISOString().slice(0, 10) };
  if (scope.of === 'organisation') {
    const loaded = loadLayers({ organisation: null, database: text }, known);
    const own = 'problems' in loaded ? loaded.problems : loaded.warnings;
    return own.map((problem) => ({ ...problem, layer: 'organisation', foreign: false }));
  }
  const organisation = (await findPolicy(null, null))?.text ?? null;
  const loaded = loadLayers({ organisation, database: text }, known);
  const found =
    'problems' in loaded
      ? loaded.problems
      : [...loaded.warnings, ...(options.names ? await absentIn(scope.targetId, loaded) : [])];
  return found.map((problem) => ({ ...problem, foreign: problem.layer === 'organisation' }));
}
