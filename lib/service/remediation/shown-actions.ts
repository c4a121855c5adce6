import type { Access } from '../auth/access.ts';
import { oneApproverSentence, oneHandSentence } from '../people/same-hand.ts';
import type { Held } from './move-remediation.ts';
import { nextStates, type RemediationState } from './remediation-state.ts';
import type { ShownActions } from './remediation-view.ts';
import { rehearsableStates } from './request-rehearsal.ts';
import type { Requirements } from './requirements.ts';
import { isInTheirHands, type Weighing, writersOf } from './valid-approvals.ts';
import { denialOf, type WeighedRequirements } from './weigh.ts';

type Action = ShownActions[keyof ShownActions];

const yes: Action = { may: true, why: null };
const no = (why: string): Action => ({ may: false, why });

/** The first reason against it, or that nothing is. */
function unless(...reasons: readonly (string | false | null)[]): Action {
  const why = reasons.find((reason) => typeof reason === 'string');
  return typeof why === 'string' ? no(why) : yes;
}

/**
 * What whoever looks may press, and why not: a help, not a guard. Each of the functions behind asks again, in the transaction that
 * does it.
 */
export function shownActions(
  access: Access<'remediation:read'>,
  held: Held,
  known: Weighing & {
    readonly requirements: WeighedRequirements;
    readonly approvedBy: ReadonlySet<string>;
    readonly approved: boolean;
    readonly irreversible: string | null;
  },
): ShownActions {
  const { state, kind, version } = held;
  const me = access.person.id;
  const wrote = writersOf(held).has(me);
  const may = (permission: Parameters<typeof access.may>[0]) =>
    access.may(permission) ? null : 'Your role does not allow this.';
  const move = (to: RemediationState) =>
    nextStates[state].includes(to) ? null : `It is ${state}: this is not possible now.`;
  const denied = denialOf(known.requirements);
  const migration = kind === 'migration' && 'Its objects belong to migrations: it is handed off.';
  const notSql = kind !== 'sql' && 'Postern does not apply this itself.';
  const blind =
    kind === 'sql' &&
    (version.stateFingerprint === null || version.eventTriggersDigest === null) &&
    'The state it was planned on could not be read whole.';
  const nobody =
    kind === 'sql' &&
    version.executionRole === null &&
    'No execution credential is registered for this database.';
  const notApproved = !known.approved && 'It is not approved by enough people, or not any more.';
  const begin = state === 'applied' || state === 'verified' ? 'It was applied already.' : null;
  const undone =
    state === 'applied' || state === 'verified' ? null : `It is ${state}: there is nothing to undo.`;
  return {
    edit: unless(may('remediation:draft'), state === 'draft' ? null : move('draft')),
    submit: unless(
      may('remediation:draft'),
      state === 'draft' ? null : `It is ${state}: plan it again first.`,
      migration,
      denied,
      blind,
      nobody,
    ),
    withdraw: unless(may('remediation:draft'), move('withdrawn')),
    approve: unless(
      may('remediation:approve'),
      state === 'submitted' ? null : `It is ${state}: there is nothing to approve.`,
      wrote && 'Somebody else has to approve what you wrote, edited or submitted.',
      known.registrars.has(me) && 'You registered the credential it would run with.',
      known.approvedBy.has(me) && 'You have approved it already.',
      isInTheirHands(held, me, known) && oneHandSentence,
      [...known.approvedBy].some((other) => known.sameHand(me, other)) && oneApproverSentence,
      denied,
      roleProblem(access, known.requirements),
    ),
    reject: unless(
      may('remediation:approve'),
      move('rejected'),
      wrote && 'It is your own: withdraw it instead.',
    ),
    rehearse: unless(
      may('remediation:apply'),
      rehearsableStates.includes(state) ? null : `It is ${state}: there is nothing to rehearse.`,
      blind,
      nobody,
    ),
    apply: unless(may('remediation:apply'), notSql, begin, move('applying'), notApproved),
    schedule: unless(may('remediation:apply'), notSql, move('scheduled'), notApproved),
    unschedule: unless(may('remediation:apply'), state === 'scheduled' ? null : 'It is not scheduled.'),
    undo: unless(
      may('remediation:apply'),
      undone,
      known.irreversible === null ? null : `It cannot be undone: ${known.irreversible}`,
    ),
    close: unless(may('remediation:apply'), move('closed')),
    settle: unless(may('remediation:apply'), state === 'needs-human' ? null : 'Its end is known.'),
    handOff: unless(
      may('remediation:draft'),
      kind !== 'migration' && 'A migration is for objects that migrations own.',
      state === 'handed-off' ? null : move('handed-off'),
    ),
    confirm: unless(
      may('remediation:apply'),
      kind !== 'config' && 'Postern applies this itself, or its migration does.',
      state === 'approved' ? null : `It is ${state}: it has to be approved first.`,
      notApproved,
    ),
  };
}

function roleProblem(access: Access<'remediation:read'>, { all }: Requirements): string | false {
  const { role } = access.person;
  return (
    all.length > 0 &&
    !all.some(({ rule }) => rule.roles.some((one) => one === role)) &&
    'The approval rules ask for people of another role.'
  );
}
