import type { Command } from './context.ts';

interface Entry {
  readonly summary: string;
  /** Loaded only when it is asked for: parsing SQL and judging are heavy, `--help` is not. */
  readonly load: () => Promise<Command>;
}

/** Every command by its words. */
export const commands: Readonly<Record<string, Entry>> = {
  scan: {
    summary: 'read a cluster, judge it, report',
    load: async () => (await import('./scan.ts')).command,
  },
  inventory: {
    summary: 'the snapshot alone, as JSON',
    load: async () => (await import('./inventory.ts')).command,
  },
  coverage: {
    summary: 'the matrix of threats, boundaries and controls alone',
    load: async () => (await import('./coverage.ts')).command,
  },
  judge: {
    summary: 'judge a snapshot from a file, offline',
    load: async () => (await import('./judge.ts')).command,
  },
  controls: { summary: 'the control catalogue', load: async () => (await import('./controls.ts')).command },
  'policy init': {
    summary: 'a policy drafted from the database',
    load: async () => (await import('./policy-init.ts')).command,
  },
  'policy check': {
    summary: 'whether a policy can be used',
    load: async () => (await import('./policy-check.ts')).command,
  },
  'policy decisions': {
    summary: 'what the policy leaves open and has decided, as decision records',
    load: async () => (await import('./policy-decisions.ts')).command,
  },
  access: {
    summary: 'every effective privilege, a line each',
    load: async () => (await import('./access.ts')).command,
  },
  'access explain': {
    summary: 'why a role has a privilege',
    load: async () => (await import('./access-explain.ts')).command,
  },
  remediate: {
    summary: 'the script that mends a finding',
    load: async () => (await import('./remediate.ts')).command,
  },
  rehearse: {
    summary: 'try that script and its undo, and roll back',
    load: async () => (await import('./rehearse.ts')).command,
  },
  'hba decide': {
    summary: 'which pg_hba rule decides a connection attempt',
    load: async () => (await import('./hba-decide-command.ts')).command,
  },
  'hba sessions': {
    summary: 'which present sessions a changed pg_hba.conf would refuse',
    load: async () => (await import('./hba-sessions.ts')).command,
  },
};

/** Named in the contract, and not built yet: said in one line instead of "unknown command". */
export const laterCommands: readonly string[] = ['verify', 'lint'];
