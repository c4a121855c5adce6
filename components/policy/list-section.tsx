'use client';

import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';
import type { FormSection } from '#lib/service/policy/form-sections.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { type FormEntry, inWords, isEntry, keyOf, valueAt } from './entry-value.ts';
import { ListPager } from './list-pager.tsx';
import { problemsAt } from './problem-places.ts';
import type { SendEdits } from './use-draft.ts';

export interface ListSectionProps {
  section: FormSection;
  value: unknown;
  problems: readonly DraftProblem[];
  send: SendEdits;
}

/** What names an entry and what it must say come first; six fit beside each other. */
function columnsOf({ fields, identity }: FormSection) {
  const seen = fields.filter((field) => field.kind !== 'kept');
  const weight = (field: (typeof seen)[number]) =>
    identity.includes(field.path[0] ?? '') ? 0 : field.required ? 1 : 2;
  const chosen = seen.toSorted((a, b) => weight(a) - weight(b)).slice(0, 6);
  return seen.filter((field) => chosen.includes(field));
}

interface Open {
  readonly index: number;
  readonly entry: FormEntry;
  readonly isNew: boolean;
}

/** More entries than this are shown a page at a time: ten thousand at once hold up the browser for seconds. */
const pageSize = 100;

/** A list of the policy: its entries, and a dialog to add or change one. */
export function ListSection({ section, value, problems, send }: ListSectionProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const entries = Array.isArray(value) ? value.map((one) => (isEntry(one) ? one : {})) : [];
  const shown = columnsOf(section);
  const [search, setSearch] = useState('');
  const [wantedPage, setPage] = useState(0);
  const words = search.trim().toLowerCase();
  const numbered = entries.map((entry, index) => ({ entry, index }));
  const found =
    words === ''
      ? numbered
      : numbered.filter(({ entry }) => JSON.stringify(entry).toLowerCase().includes(words));
  const page = Math.min(wantedPage, Math.max(0, Math.ceil(found.length / pageSize) - 1));
  const place = (index: number) => `${section.section}[${index}]`;

  async function write(entry: FormEntry, { index, isNew }: Open): Promise<string | null> {
    const edit = isNew
      ? { do: 'add', section: section.section, entry }
      : {
          do: 'replace',
          section: section.section,
          key: keyOf(entries[index] ?? {}, section.identity),
          entry,
        };
    const answer = await send([edit]);
    if ('refusal' in answer) return answer.refusal;
    const wrong = problemsAt(answer.problems, place(index)).some((problem) => problem.severity === 'error');
    // It stands in the draft; with an error the dialog stays, so that it can be mended where it is said.
    setOpen(wrong ? { index, entry, isNew: false } : null);
    return null;
  }

  async function remove(index: number) {
    const key = keyOf(entries[index] ?? {}, section.identity);
    const answer = await send([{ do: 'remove', section: section.section, key }]);
    setRefusal('refusal' in answer ? answer.refusal : null);
  }

  return (
    <div className="grid gap-3">
      {(entries.length > pageSize || words !== '') && (
        <ListPager
          title={section.title}
          page={page}
          pageSize={pageSize}
          found={found.length}
          total={entries.length}
          search={search}
          onSearch={(next) => {
            setSearch(next);
            setPage(0);
          }}
          onPage={setPage}
        />
      )}
      {found.length > 0 && (
        <Table
          caption={section.title}
          head={
            <>
              {shown.map((field) => (
                <Head key={field.path.join('.')}>{field.label}</Head>
              ))}
              <Head>
                <span className="sr-only">Change</span>
              </Head>
            </>
          }
        >
          {found.slice(page * pageSize, (page + 1) * pageSize).map(({ entry, index }) => (
            <tr key={index}>
              {shown.map((field, at) => (
                <Cell key={field.path.join('.')} heading={at === 0} className="max-w-72 break-words">
                  <Hostile text={inWords(valueAt(entry, field.path))} />
                  {at === 0 && <EntryProblems problems={problemsAt(problems, place(index))} />}
                </Cell>
              ))}
              <Cell className="w-20">
                <span className="flex justify-end gap-1">
                  <Button
                    kind="quiet"
                    small
                    aria-label={`Edit ${inWords(valueAt(entry, shown[0]?.path ?? []))}`}
                    onClick={() => setOpen({ index, entry, isNew: false })}
                  >
                    <Pencil aria-hidden="true" />
                  </Button>
                  <Button
                    kind="quiet"
                    small
                    aria-label={`Remove ${inWords(valueAt(entry, shown[0]?.path ?? []))}`}
                    onClick={() => void remove(index)}
                  >
                    <Trash2 aria-hidden="true" />
                  </Button>
                </span>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      <Refusal text={refusal} />
      <div>
        <Button small onClick={() => setOpen({ index: entries.length, entry: {}, isNew: true })}>
          <Plus aria-hidden="true" />
          Add to {section.title.toLowerCase()}
        </Button>
      </div>
      {open && (
        <EntryDialog
          key={`${open.index} ${open.isNew}`}
          section={section}
          entry={open.entry}
          isNew={open.isNew}
          place={place(open.index)}
          problems={open.isNew ? [] : problems}
          onWrite={(entry) => write(entry, open)}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function EntryProblems({ problems }: { problems: readonly DraftProblem[] }) {
  return problems.map((problem) => (
    <span
      key={`${problem.path} ${problem.message}`}
      className={problem.severity === 'error' ? 'block text-fine text-fail' : 'block text-fine text-partial'}
    >
      Line {problem.line}: <Hostile text={problem.message} />
    </span>
  ));
}
