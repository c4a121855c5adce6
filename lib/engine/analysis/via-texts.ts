import type { Ground } from './access-grounds.ts';
import type { AccessHow, WaysTo } from './access-path.ts';
import type { DatabaseAccess } from './effective-privileges.ts';

/** Texts kept at most, some hundred bytes each: made again when needed, so that no output is too long for memory. */
const keptTexts = 50_000;

/** The last words of a role's access line for one privilege on one object: `via` as JSON, the closing brace, the newline. */
export type ViaText = (role: number) => string;

interface Candidate {
  readonly ground: Ground;
  readonly ways: WaysTo | null;
  readonly texts: Map<number, string>;
}

/**
 * The text of `ViaFinder.shortest`, for many lines: a ground's ways are looked up once for all roles, and what a role's
 * way by a ground reads like is the same for every object and privilege.
 */
export function viaTexts(access: DatabaseAccess): (grounds: readonly Ground[], how: AccessHow) => ViaText {
  const { graph, paths, via } = access;
  let kept = 0;
  const byGround = new Map<string, Map<number, string>>();
  const textsFor = (key: string): Map<number, string> => {
    if (kept > keptTexts) {
      byGround.clear();
      kept = 0;
    }
    const known = byGround.get(key);
    if (known) return known;
    const texts = new Map<number, string>();
    byGround.set(key, texts);
    return texts;
  };
  const ending = (words: readonly string[] | null) => `${JSON.stringify(words ?? [])}}\n`;
  const itself = ending(['superuser']);
  const superuser = graph.names.map((name) => graph.roles.get(name)?.superuser === true);

  return (grounds, how) => {
    const candidates = grounds
      .filter((ground) => !ground.banned)
      .map(
        (ground): Candidate => ({
          ground,
          ways: ground.grantee === null ? null : paths.waysTo(ground.grantee, how),
          // No role's name holds a NUL.
          texts: textsFor(`${ground.grantee === null ? '' : `=${ground.grantee}`}\0${ground.by}\0${how}`),
        }),
      );
    const elsewhere = textsFor(`\0${how}`);

    const remembered = (texts: Map<number, string>, role: number, make: () => string): string => {
      const known = texts.get(role);
      if (known !== undefined) return known;
      const text = make();
      texts.set(role, text);
      kept += 1;
      return text;
    };
    const shortest = (role: number): Candidate | null => {
      let best: Candidate | null = null;
      let bestLength = Number.POSITIVE_INFINITY;
      for (const candidate of candidates) {
        const { ground, ways } = candidate;
        let length = 0.5;
        if (ground.grantee !== null) {
          if (!ways || (ways.next[role] ?? -1) === -1) continue;
          length = ways.length[role] ?? 0;
        }
        if (length >= bestLength) continue;
        best = candidate;
        bestLength = length;
      }
      return best;
    };

    return (role) => {
      if (superuser[role]) return itself;
      const best = shortest(role);
      if (best) return remembered(best.texts, role, () => ending(via.by(role, best.ground, how)));
      // By becoming a superuser, whatever the grounds.
      return remembered(elsewhere, role, () => ending(via.shortest(role, [], how)));
    };
  };
}
