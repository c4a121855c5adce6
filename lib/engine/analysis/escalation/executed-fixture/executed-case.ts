import type { TestCluster } from '../../../../testing/cluster.ts';
import type { EscalationTo } from '../power.ts';

/** A statement of the role's session, or one that somebody else runs meanwhile. */
export type Statement = string | { readonly as: string; readonly sql: string };

/** Runs statements one after the other in one session; throws what the server says. */
export type Run = (role: string, database: string, statements: readonly Statement[]) => Promise<void>;

/** One way up: what Postern must have said about `role`, and what the role then does. */
export interface ExecutedCase {
  readonly name: string;
  readonly role: string;
  readonly to: EscalationTo;
  readonly target: string;
  /** A word of what it waits for; null where it waits for nobody. */
  readonly waitsFor: string | null;
  /** The neighbour that Postern says nothing of and the server refuses. */
  readonly neighbour: string;
  readonly majors?: readonly [number, number];
  /** The escalation as the role that is given; throws where the server refuses. */
  readonly act: (as: string, run: Run, cluster: TestCluster) => Promise<void>;
}

/** Statements of one session as the whole of it. */
export const acts =
  (
    database: string,
    statements: (as: string, cluster: TestCluster) => readonly string[],
  ): ExecutedCase['act'] =>
  (as, run, cluster) =>
    run(as, database, statements(as, cluster));

/** Done alone; a role without anything is its neighbour. */
export const own = { waitsFor: null, neighbour: 'plain' } as const;
export const toSuperuser = { ...own, to: 'superuser', target: 'postgres' } as const;
