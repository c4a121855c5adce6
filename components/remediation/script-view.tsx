import { DiffView } from '#components/policy/diff-view.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { DiffLine } from '#lib/service/policy/line-diff.ts';
import { type ShownStatement, StatementTable } from './statement-table.tsx';

export interface ScriptViewProps {
  kind: 'sql' | 'config' | 'manual' | 'migration';
  upText: string;
  downText: string;
  up: readonly ShownStatement[];
  /** Verifiers are left out of these texts. */
  partly: boolean;
  /** What stands now against what will stand: of a file its lines, of SQL the statements that would make either. */
  diff: readonly DiffLine[];
  /** Names the files. */
  id: string;
}

/** The exact script: what changes, what runs, what undoes it, and each statement with its lock. */
export function ScriptView({ kind, upText, downText, up, partly, diff, id }: ScriptViewProps) {
  const language = kind === 'config' ? 'text' : 'sql';
  const extension = kind === 'config' ? 'conf' : 'sql';
  const short = id.slice(0, 8);
  return (
    <Tabs
      label="Script"
      tabs={[
        {
          id: 'change',
          title: 'Before and after',
          content: <DiffView lines={diff} label="Before and after" />,
        },
        {
          id: 'up',
          title: kind === 'config' ? 'The new file' : 'Script',
          content: (
            <CodeBlock
              code={upText}
              language={language}
              title={
                kind === 'config'
                  ? 'The whole file as it will be'
                  : partly
                    ? 'Runs like this, with the verifier in its place'
                    : 'Runs exactly like this'
              }
              {...(partly ? {} : { fileName: `postern-${short}-up.${extension}` })}
            />
          ),
        },
        ...(downText === ''
          ? []
          : [
              {
                id: 'down',
                title: kind === 'config' ? 'The old file' : 'Undo',
                content: (
                  <CodeBlock
                    code={downText}
                    language={language}
                    title="Puts it back as the scan found it"
                    fileName={`postern-${short}-down.${extension}`}
                  />
                ),
              },
            ]),
        ...(up.length === 0
          ? []
          : [
              {
                id: 'statements',
                title: 'Statements and locks',
                content: <StatementTable statements={up} />,
              },
            ]),
      ]}
    />
  );
}
