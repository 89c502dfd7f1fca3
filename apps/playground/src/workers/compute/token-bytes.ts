import type { Tokenizer } from '@figment/core/interfaces';
import { bytesOfToken, writesBytes } from '@figment/tokenizer/inspect';

import type { StepExtras } from '../protocol/index.ts';

/** A tokenizer that tells how it spells its tokens, as those of `@figment/tokenizer` do. */
type Spelling = Tokenizer & Parameters<typeof writesBytes>[0] & { token(id: number): string | undefined };

/** What cannot be decoded. */
const broken = '\uFFFD';

/** The same steps; tokens that are no whole characters say which bytes they are. */
export function withBytes(extras: StepExtras, tokenizer: Tokenizer | undefined): StepExtras {
  const spelling = tokenizer as Partial<Spelling> | undefined;
  return spelling?.token === undefined || spelling.decoder === undefined ? extras : told(extras, spelling as Spelling) as StepExtras;
}

/** Tokens stand at different depths of what tasks tell: the one that was written, its candidates, the texts of a search. */
function told(value: unknown, tokenizer: Spelling): unknown {
  if (Array.isArray(value)) return value.map((each) => told(each, tokenizer));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const record = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, told(each, tokenizer)]));
  const { id, text } = record;
  if (typeof id !== 'number' || typeof text !== 'string' || !text.includes(broken)) return record;
  const token = tokenizer.token(id);
  return token === undefined ? record : { ...record, bytes: bytesOfToken(token, writesBytes(tokenizer)) };
}
