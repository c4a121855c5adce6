import type { Gap } from '../../model/gap.ts';
import type { ClusterFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { UnreadSection } from '../unread-section.ts';
import { codePowers } from './code-powers.ts';
import { connectionPowers, loopbackDetours } from './connection-powers.ts';
import { definerDetours } from './definer-detours.ts';
import { languagePowers } from './language-powers.ts';
import { parameterPowers } from './parameter-powers.ts';
import type { Detour, Power } from './power.ts';
import { predefinedPowers } from './predefined-powers.ts';
import { replicationPowers } from './replication-powers.ts';
import { routinePowers } from './routine-powers.ts';
import { strongRoles } from './strong-roles.ts';
import { trapPowers } from './trap-powers.ts';
import { verifierPowers } from './verifier-powers.ts';

export interface Powers {
  /** Those that need nobody else come first. */
  readonly powers: readonly Power[];
  readonly detours: readonly Detour[];
  /** What could not be read, and so hides powers. */
  readonly gaps: readonly Gap[];
}

/** Everything on a cluster that gives a role more than it has. Throws `UnreadSection` without `roles` and `memberships` alone. */
export const powersOf = memo((facts: ClusterFacts): Powers => {
  const major = Math.floor(facts.inventory.server.versionNum / 10_000);
  const gaps = new Map<string, Gap>();
  const orNone = <One>(compute: () => readonly One[]): readonly One[] => {
    try {
      return compute();
    } catch (error) {
      if (!(error instanceof UnreadSection)) throw error;
      gaps.set(`${error.gap.input}\0${error.gap.database ?? ''}`, error.gap);
      return [];
    }
  };
  const own = [
    ...predefinedPowers(facts, major),
    ...orNone(() => replicationPowers(facts)),
    ...orNone(() => parameterPowers(facts)),
    ...facts.databases.flatMap((database) => [
      ...orNone(() => verifierPowers(database)),
      ...orNone(() => routinePowers(database)),
      ...orNone(() => languagePowers(database)),
      ...orNone(() => connectionPowers(database, major)),
    ]),
  ];
  const strong = strongRoles(facts, own);
  const detours = facts.databases.flatMap((database) => [
    ...orNone(() => loopbackDetours(database)),
    ...orNone(() => definerDetours(database, strong)),
  ]);
  const laid = facts.databases.flatMap((database) => [
    ...orNone(() => codePowers(database, strong)),
    ...orNone(() => trapPowers(database, strong)),
  ]);
  const powers = [...own, ...laid].sort((a, b) => Number(a.waitsFor !== null) - Number(b.waitsFor !== null));
  return { powers, detours, gaps: [...gaps.values()] };
});
