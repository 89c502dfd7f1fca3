/** Kinds of values that a page can be given. */
export const givenKinds = ['image', 'mask', 'embedding', 'tokens', 'text', 'chat', 'label'] as const;
export type GivenKind = (typeof givenKinds)[number];

export function canGive(kind: string): kind is GivenKind {
  return (givenKinds as readonly string[]).includes(kind);
}
