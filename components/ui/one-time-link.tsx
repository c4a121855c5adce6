import { CopyButton } from './copy-button.tsx';
import { Hostile } from './hostile.tsx';
import { Notice } from './notice.tsx';

/** A link that is shown this once, to be sent on; Postern keeps only its hash. */
export function OneTimeLink({ to, href, hours }: { to: string; href: string; hours: number }) {
  return (
    <Notice tone="accent" live>
      <p>
        Send this link to <Hostile text={to} />. It works once, for {hours} hours, and is not shown again.
      </p>
      <div className="mt-1 flex items-start justify-between gap-3">
        <code className="min-w-0 font-mono text-fine [overflow-wrap:anywhere]">{href}</code>
        <CopyButton text={href} label="Copy link" />
      </div>
    </Notice>
  );
}
