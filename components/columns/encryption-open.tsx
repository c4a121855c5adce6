import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';

const shown = 10;

/** What was not seen of encryption: definitions that name a cryptographic function and could not be read whole. */
export function EncryptionOpen({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <Notice tone="partial">
      <p>Columns may be encrypted or decrypted in ways that were not seen:</p>
      <ul className="list-disc pl-5">
        {reasons.slice(0, shown).map((reason) => (
          <li key={reason}>
            <Hostile text={reason} />
          </li>
        ))}
        {reasons.length > shown && <li>and {reasons.length - shown} more</li>}
      </ul>
    </Notice>
  );
}
