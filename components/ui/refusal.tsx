import { Hostile } from './hostile.tsx';
import { Notice } from './notice.tsx';

/** Why what was asked for was not done, once an answer says so; nothing before. The words may hold what a server said. */
export function Refusal({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  return (
    <Notice tone="fail" live>
      <Hostile text={text} />
    </Notice>
  );
}
