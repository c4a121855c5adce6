/** What about a finding needs a second person. */
export const requestKinds = ['acceptance', 'false-positive', 'baseline'] as const;

export type RequestKind = (typeof requestKinds)[number];

export function storedRequestKind(text: string): RequestKind {
  return requestKinds.find((kind) => kind === text) ?? 'acceptance';
}
