import { VerdictMark } from '#components/ui/verdict-mark.tsx';

/** What the marks of the matrix mean. */
export function Legend() {
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2 text-fine text-ink-soft [&>div]:flex [&>div]:items-center [&>div]:gap-2">
      <div>
        <dt>
          <VerdictMark mark="pass" verified word="Verified" />
        </dt>
        <dd>holds, and a probe showed it</dd>
      </div>
      <div>
        <dt>
          <VerdictMark mark="pass" word="Configured" />
        </dt>
        <dd>set so; not tried</dd>
      </div>
      <div>
        <dt>
          <VerdictMark mark="partial" />
        </dt>
        <dd>more hold than fail</dd>
      </div>
      <div>
        <dt>
          <VerdictMark mark="fail" />
        </dt>
        <dd>more fail than hold</dd>
      </div>
      <div>
        <dt>
          <VerdictMark mark="unknown" />
        </dt>
        <dd>could not be read</dd>
      </div>
      <div>
        <dt>
          <VerdictMark mark="accepted" />
        </dt>
        <dd>risk accepted until its date</dd>
      </div>
      <div>
        <dt>
          <VerdictMark mark="not-applicable" />
        </dt>
        <dd>nothing to guard</dd>
      </div>
    </dl>
  );
}
