import { CodeBlock } from '#components/ui/code-block.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { ShownRemedy } from '#lib/service/findings/shown-remedy.ts';

export interface MendingProps {
  remediation: ShownRemedy | null;
  /** What mending may break, from the control. */
  caution: string | null;
  /** Names the downloaded files. */
  fingerprint: string;
}

/** The script that mends a finding and the one that undoes it, with what to know before running either. */
export function Mending({ remediation, caution, fingerprint }: MendingProps) {
  if (remediation === null)
    return (
      <p className="text-ink-soft">This scan holds no script for this finding. Scan again to get one.</p>
    );
  const short = fingerprint.slice(0, 12);
  const remarks = [
    remediation.handOff &&
      'The schema belongs to an application: hand this to its migrations rather than running it here.',
    remediation.restartNeeded && 'Takes effect after a restart of the server; a reload is not enough.',
    // A file is put in place whole; statements outside a transaction stand even when a later one fails.
    !remediation.transactional &&
      remediation.kind !== 'manual' &&
      remediation.kind !== 'config' &&
      'Cannot run inside a transaction: check after each statement.',
    remediation.irreversible !== null && `Cannot be undone: ${remediation.irreversible}`,
  ].filter((remark) => remark !== false);

  if (remediation.kind === 'manual')
    return (
      <div className="grid gap-3">
        <p>
          <Hostile text={remediation.up} />
        </p>
        {caution && <Caution text={caution} />}
      </div>
    );
  const language = remediation.kind === 'config' ? 'text' : 'sql';
  const extension = remediation.kind === 'config' ? 'conf' : 'sql';
  const up = (
    <CodeBlock
      code={remediation.up}
      language={language}
      title="Mends it"
      fileName={`postern-${short}-up.${extension}`}
    />
  );
  return (
    <div className="grid min-w-0 gap-3">
      {caution && <Caution text={caution} />}
      {remarks.map((remark) => (
        <Notice key={remark}>
          <Hostile text={remark} />
        </Notice>
      ))}
      {remediation.database !== null && (
        <p className="text-ink-soft">
          Run in database <Identifier name={remediation.database} />.
        </p>
      )}
      {remediation.down === '' ? (
        up
      ) : (
        <Tabs
          label="Script"
          tabs={[
            { id: 'up', title: 'Mend', content: up },
            {
              id: 'down',
              title: 'Undo',
              content: (
                <CodeBlock
                  code={remediation.down}
                  language={language}
                  title="Puts it back as the scan found it"
                  fileName={`postern-${short}-down.${extension}`}
                />
              ),
            },
          ]}
        />
      )}
    </div>
  );
}

function Caution({ text }: { text: string }) {
  return (
    <Notice tone="partial">
      <strong className="font-semibold">Before you run it: </strong>
      {text}
    </Notice>
  );
}
