import { X } from 'lucide-react';
import Link from 'next/link';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { buttonStyle } from '#components/ui/button-style.ts';
import { Field } from '#components/ui/field.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import type { TableDetail } from '#lib/service/rows/look-into-table.ts';
import { EffectMark } from './effect-mark.tsx';
import { PolicyList } from './policy-list.tsx';
import { SecurityState, Tenancy } from './table-list.tsx';
import { WayTable } from './way-table.tsx';

const commands = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

export interface TableDetailProps {
  table: TableDetail;
  database: string;
  role: string;
  closeHref: string;
}

/** One table: what its policies leave of each command, the policies judged, and the ways round them. */
export function TableDetailView({ table, database, role, closeHref }: TableDetailProps) {
  return (
    <section
      aria-label="The chosen table"
      className="grid min-w-0 gap-6 rounded-sm border bg-canvas p-4 [&>*]:min-w-0"
    >
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-lead font-semibold">
          <Identifier name={`${table.schema}.${table.name}`} />
        </h2>
        <SecurityState table={table} />
        <span className="text-ink-soft">
          tenants: <Tenancy table={table} />, owner <Identifier name={table.owner} />
        </span>
        <Link href={closeHref} scroll={false} className={`${buttonStyle('quiet', true)} ml-auto`}>
          <X aria-hidden="true" />
          Close
        </Link>
      </div>
      <Section title="What is left of each command" aside="The widest any role gets whom row security binds">
        <Effects effect={table.effective} />
        <form method="get" className="mt-3 flex flex-wrap items-end gap-2">
          <input type="hidden" name="database" value={database} />
          <input type="hidden" name="schema" value={table.schema} />
          <input type="hidden" name="table" value={table.name} />
          <Field
            label="For one role"
            name="role"
            defaultValue={role}
            autoComplete="off"
            spellCheck={false}
            className="w-56"
          />
          <Button type="submit">Show</Button>
        </form>
        {table.ofRole && (
          <div className="mt-3">
            <p className="mb-1">
              <Identifier name={table.ofRole.role} />, if it has the privilege at all:
            </p>
            <Effects effect={table.ofRole.effect} />
          </div>
        )}
        {role !== '' && !table.ofRole && (
          <p className="mt-2 text-fail">
            There is no role <Identifier name={role} />.
          </p>
        )}
      </Section>
      <Section title="Policies" aside={`${table.policies.length}`}>
        {!table.enabled && table.policies.length > 0 && (
          <div className="mb-3">
            <Notice tone="fail">Row security is off: none of these policies does anything.</Notice>
          </div>
        )}
        <PolicyList policies={table.policies} enabled={table.enabled} />
      </Section>
      <Section title="Ways round" aside="Who gets at the rows, or rid of them, past the policies">
        {!table.enabled ? (
          <p className="text-ink-soft">
            Row security is off, so that there is nothing to go round: whoever has the privilege has every
            row.
          </p>
        ) : table.ways.gap ? (
          <GapNotice gap={table.ways.gap} what="the ways round the policies" />
        ) : (
          <WayTable ways={table.ways.value} />
        )}
        {table.enabled && !table.undecided.gap && table.undecided.value.length > 0 && (
          <div className="mt-3">
            <Notice tone="unknown">
              {table.undecided.value.length} SECURITY DEFINER{' '}
              {table.undecided.value.length === 1 ? 'routine' : 'routines'} of this database cannot be seen
              whole and may be a way round:
              <ul className="mt-1 grid gap-0.5">
                {table.undecided.value.slice(0, 10).map(({ routine, reason }) => (
                  <li key={routine}>
                    <Identifier name={routine} />: <Hostile text={reason} />
                  </li>
                ))}
                {table.undecided.value.length > 10 && <li>and {table.undecided.value.length - 10} more</li>}
              </ul>
            </Notice>
          </div>
        )}
      </Section>
    </section>
  );
}

function Effects({ effect }: { effect: TableDetail['effective'] }) {
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2">
      {commands.map((command) => (
        <div key={command} className="flex items-center gap-2">
          <dt className="text-ink-faint">{command}</dt>
          <dd>
            <EffectMark effect={effect[command]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
