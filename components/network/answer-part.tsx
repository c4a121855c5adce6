import type { ReactNode } from 'react';

/** A part of the answer under its own heading. */
export function AnswerPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </div>
  );
}
