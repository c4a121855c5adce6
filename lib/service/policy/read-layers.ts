import { type LayerProblem, type LoadedLayers, loadLayers } from '../../engine/policy/layers/load-layers.ts';
import { ServiceError } from '../errors.ts';

// Also read in a scan's thread, which has no database.

/** The two texts, as a scan takes them into its thread. */
export interface LayerTexts {
  readonly organisation: string | null;
  readonly database: string;
}

/** One problem as a sentence that says where it stands. */
export function layerSentence({ layer, line, message }: LayerProblem): string {
  return `Line ${line} of the ${layer === 'organisation' ? "organisation's policy" : "database's policy"}: ${message}`;
}

/**
 * The layers, loaded: as stored, so that controls which have gone since are no error. Throws `invalid-policy` where the two
 * contradict each other, or cannot be read any more: never a policy that states nothing in their place.
 */
export function readLayers(texts: LayerTexts): LoadedLayers {
  const loaded = loadLayers(texts);
  if ('policy' in loaded) return loaded;
  const [first] = loaded.problems;
  throw new ServiceError(
    'invalid-policy',
    first ? layerSentence(first) : 'The policy cannot be read.',
    loaded.problems,
  );
}
