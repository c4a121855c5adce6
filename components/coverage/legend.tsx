import { controlStates, StateMark } from './state-mark.tsx';

const meanings: Readonly<Record<(typeof controlStates)[number], string>> = {
  missing: 'it fails, or more fail than hold',
  partial: 'it holds for some, or some hold',
  unknown: 'could not be read',
  accepted: 'risk accepted until its date',
  unverified: 'set so; no probe has tried it',
  verified: 'a probe has shown it',
  'not-applicable': 'nothing to guard',
};

/** What the marks of the matrix mean. */
export function Legend() {
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2 print:gap-x-4 print:gap-y-0.5 text-fine text-ink-soft [&>div]:flex [&>div]:items-center [&>div]:gap-2">
      {controlStates.map((state) => (
        <div key={state}>
          <dt>
            <StateMark state={state} />
          </dt>
          <dd>{meanings[state]}</dd>
        </div>
      ))}
    </dl>
  );
}
