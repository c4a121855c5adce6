/** Where a worker is killed while it applies a transaction, in the order in which it comes there. */
export const transactionPoints = [
  'before-claim',
  'after-claim',
  'before-connect',
  'after-connect',
  'after-begin',
  'before-statement',
  'after-statement',
  'after-conditions',
  'after-xid',
  'before-record',
  'record-sent',
  'after-record',
  'before-commit',
  'commit-sent',
  'after-commit',
  'before-outcome',
  'outcome-sent',
] as const;

/** While it asks what became of one that was killed right when COMMIT was sent. */
export const recoveryPoints = ['recovery-before', 'recovery-asked', 'recovery-answered'] as const;

/** While it sends statements that no transaction holds. */
export const outsidePoints = [
  'before-outside-record',
  'after-outside-record',
  'alter-sent',
  'after-alter',
  'after-reload',
] as const;

export type KillPoint =
  | (typeof transactionPoints)[number]
  | (typeof recoveryPoints)[number]
  | (typeof outsidePoints)[number];

/** Ends this process as `kill -9` does, from whichever thread. */
export function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** Dies within a few milliseconds: while what was just sent is on its way. */
export async function dieSoon(mostMs: number): Promise<never> {
  const wait = Math.random() * mostMs;
  if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait));
  return die();
}
