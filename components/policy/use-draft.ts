'use client';

import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';
import { editedShape } from './draft-answers.ts';

/** Sends a form's edits, which are made in the draft's text. Answers what is wrong with the draft now, or why it was refused. */
export type SendEdits = (
  edits: readonly object[],
) => Promise<{ readonly problems: readonly DraftProblem[] } | { readonly refusal: string }>;

export interface Draft {
  readonly text: string;
  /** What the text says; null while it is no YAML. */
  readonly document: unknown;
  readonly problems: readonly DraftProblem[];
  /** Whether it was found where an earlier visit had left it. */
  readonly found: boolean;
  setText(text: string): void;
  /** Reads the text anew, for the form. */
  read(): Promise<void>;
  edit: SendEdits;
  /** The text once every edit that is under way has been made. */
  settled(): Promise<string>;
  /** Goes back to a text; a form of it begins anew. */
  begin(text: string): Promise<void>;
  /** Raised with every new beginning. */
  readonly generation: number;
  setProblems(problems: readonly DraftProblem[]): void;
  /** Forgets what is kept: it was saved, or is not wanted. */
  forget(): void;
}

const largest = 1_048_576;
const keptShape = z.object({ text: z.string() });

function kept(key: string): string | null {
  try {
    const read = keptShape.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
    return read.success ? read.data.text : null;
  } catch {
    return null;
  }
}

/** A draft of a policy in this tab: one text, whether it is edited as a form or as text. It outlives a reload. */
export function useDraft(targetId: string | null, before: string, basedOn: number): Draft {
  const key = `postern-policy-draft ${targetId ?? 'organisation'} ${basedOn}`;
  const [text, setText] = useState(before);
  const [document, setDocument] = useState<unknown>(null);
  const [problems, setProblems] = useState<readonly DraftProblem[]>([]);
  const [found, setFound] = useState(false);
  // Edits follow each other: each is made in the text the one before left.
  const newest = useRef(before);

  function hold(next: string) {
    newest.current = next;
    setText(next);
    try {
      if (next === before) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify({ text: next }));
    } catch {
      // A tab without storage, or full: the draft lives as long as the page.
    }
  }

  const under = useRef<Promise<unknown>>(Promise.resolve());
  const [generation, setGeneration] = useState(0);

  const edit: SendEdits = (edits) => {
    const next = under.current.then(() => make(edits));
    under.current = next;
    return next;
  };

  const make: SendEdits = async (edits) => {
    if (newest.current.length > largest)
      return {
        refusal: 'The text is longer than 1 MB: check that this is the policy and not some other file.',
      };
    const answer = await send('POST', '/api/policy/draft', { targetId, text: newest.current, edits });
    if (!answer.ok) return { refusal: answer.message };
    const read = editedShape.safeParse(answer.body);
    if (!read.success) return { refusal: 'Postern answered something else than a draft.' };
    if (edits.length > 0) hold(read.data.text);
    setDocument(read.data.document);
    setProblems(read.data.problems);
    return { problems: read.data.problems };
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(() => {
    const left = kept(key);
    if (left !== null && left !== before) {
      hold(left);
      setFound(true);
    }
    void edit([]);
  }, []);

  return {
    text,
    document,
    problems,
    found,
    setText: hold,
    read: async () => {
      await edit([]);
    },
    edit,
    settled: async () => {
      await under.current;
      return newest.current;
    },
    begin: async (next) => {
      hold(next);
      await edit([]);
      setGeneration((before) => before + 1);
    },
    generation,
    setProblems,
    forget: () => {
      try {
        sessionStorage.removeItem(key);
      } catch {
        // Nothing is kept then.
      }
    },
  };
}
