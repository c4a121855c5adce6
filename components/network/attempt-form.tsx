import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Attempt, AttemptResult } from '#lib/service/network/try-connection.ts';
import { AttemptVerdict } from './attempt-verdict.tsx';
import { outsideWords } from './outside-verdict.tsx';

export interface AttemptFormProps {
  attempt: Attempt;
  /** Null until something was asked. */
  result: AttemptResult | null;
  /** Names to suggest. */
  databases: readonly string[];
}

/** A connection attempt, answered by the rules. A plain form: the question is the page's address. */
export function AttemptForm({ attempt, result, databases }: AttemptFormProps) {
  const wrong = result && 'wrong' in result ? result.wrong : null;
  // Asked for only where the deciding rule compares such a name.
  const outside = result && 'answer' in result ? (result.answer.outside?.name ?? null) : null;
  const problem = (field: string) => (wrong?.field === field ? wrong.message : undefined);
  return (
    <div className="grid gap-4">
      <form method="get" className="grid items-start gap-3 md:grid-cols-3 xl:grid-cols-6">
        <Field
          label="Role"
          name="user"
          defaultValue={attempt.user}
          autoComplete="off"
          spellCheck={false}
          problem={problem('user')}
        />
        <Field
          label="To database"
          name="database"
          list="attempt-databases"
          defaultValue={attempt.database}
          autoComplete="off"
          spellCheck={false}
          problem={problem('database')}
        />
        <datalist id="attempt-databases">
          {databases.slice(0, 200).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Field
          label="From address"
          name="address"
          defaultValue={attempt.address}
          placeholder="Unix socket"
          hint="Empty: the server's own socket"
          autoComplete="off"
          spellCheck={false}
          problem={problem('address')}
        />
        <Select
          label="Encryption"
          name="encryption"
          defaultValue={attempt.encryption}
          options={[
            { value: 'none', label: 'None' },
            { value: 'tls', label: 'TLS' },
            { value: 'gss', label: 'GSSAPI' },
          ]}
        />
        <Select
          label="Replication"
          name="replication"
          defaultValue={attempt.replication}
          options={[
            { value: 'no', label: 'No' },
            { value: 'yes', label: 'Physical' },
          ]}
        />
        {outside !== null && (
          <Field
            className="xl:col-span-2"
            label={outsideWords[outside].label}
            name="outside"
            defaultValue={attempt.outside}
            hint={outsideWords[outside].hint}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        <Button type="submit" kind="primary" className="justify-self-start md:mt-[1.5625rem]">
          Decide
        </Button>
      </form>
      {result && 'answer' in result && <AttemptVerdict answer={result.answer} attempt={attempt} />}
    </div>
  );
}
