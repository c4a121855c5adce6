import { isCollection, isMap, isNode, isPair, isScalar, isSeq, type Node } from 'yaml';

/** Replaces `[from, to)` of a text. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Makes all of them at once; at the same place, in the order given. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const inOrder = splices
    .map((splice, index) => ({ ...splice, index }))
    .sort((a, b) => a.from - b.from || a.to - b.to || a.index - b.index);
  let made = '';
  let at = 0;
  for (const { from, to, text: put } of inOrder) {
    if (from < at) throw new RangeError('splices overlap');
    made += text.slice(at, from) + put;
    at = to;
  }
  return made + text.slice(at);
}

export const startOf = (node: Node) => node.range?.[0] ?? 0;

/** Where what a node says ends: comments behind and below it are not part of it. */
export function endOf(node: Node): number {
  const end = node.range?.[1] ?? 0;
  if (!isCollection(node) || node.flow) return end;
  const last: unknown = node.items.at(-1);
  if (isPair(last)) {
    if (isNode(last.value)) return Math.max(endOf(last.value), isNode(last.key) ? endOf(last.key) : 0);
    return isNode(last.key) ? endOf(last.key) : end;
  }
  return isNode(last) ? endOf(last) : end;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line's end; a block of text ends there already. */
export function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export const columnOf = (text: string, offset: number) => offset - lineStart(text, offset);

/** A whole line to put at `offset`, which is a line's start or the end of the text. */
export function wholeLine(text: string, offset: number, line: string): Splice {
  const open = offset > 0 && text[offset - 1] !== '\n';
  return { from: offset, to: offset, text: `${open ? '\n' : ''}${line}\n` };
}

/** The dash of an item of a list written with dashes; `from` is where the item before it ends. */
export function dashOf(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
    if (text[at] !== '#') return at;
    at = lineEnd(text, at);
  }
}

/** Takes away what stands last in brackets, from `start` to `end`; `before` is where that before it ends. */
export function withoutTail(text: string, before: number, start: number, end: number): Splice {
  const from = lineStart(text, start);
  if (from <= before || text.slice(from, start).trim() !== '') return { from: before, to: end, text: '' };
  const rest = lineEnd(text, end);
  return { from, to: /^\s*,?\s*(#.*)?\s*$/.test(text.slice(end, rest)) ? rest : end, text: '' };
}

export const isBlock = (node: unknown) => (isMap(node) || isSeq(node)) && !node.flow;
export const isWordOnLine = (node: unknown) =>
  isScalar(node) && node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED';
