import type { Plan } from '../plan.ts';

/** Migration tools whose files Postern writes; `plain` is SQL for whoever has none. */
export const handOffFormats = ['plain', 'flyway', 'liquibase', 'prisma', 'sqitch'] as const;

export type HandOffFormat = (typeof handOffFormats)[number];

/** A file of a hand-off: its path below the customer's folder of migrations, of `a-z A-Z 0-9 . _ - /` only. */
export interface HandOffFile {
  readonly path: string;
  readonly text: string;
}

export interface HandOffRequest {
  readonly plan: Plan;
  /** What it is about, for people. Hostile text. */
  readonly title: string;
  /** What it may break, in sentences. */
  readonly cautions?: readonly string[];
  /** When it is handed off: tools order migrations by it. */
  readonly at: Date;
}
