import { Fragment } from 'react';
import { piecesOf } from './hostile-text.ts';

/**
 * Text that came from a scanned server, isolated from the direction of what surrounds it, with every character that
 * would hide or reorder it shown as a mark; of a `name` also the spaces at its ends. Inline: it takes the face of where it stands.
 */
export function Hostile({ text, name = false }: { text: string; name?: boolean }) {
  const pieces = piecesOf(text, name);
  return (
    <bdi className="[overflow-wrap:anywhere]">
      {pieces.map((piece, index) =>
        'text' in piece ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one string have no other identity
          <Fragment key={index}>{piece.text}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <span key={index} className="hostile-mark font-mono" title={piece.codePoint}>
            {piece.mark}
          </span>
        ),
      )}
    </bdi>
  );
}
