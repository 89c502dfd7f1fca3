import type { Tokenizer, TokenizerStream } from '@figment/core/interfaces';

/** Ids to text as they come, continuing a prompt: its last word's space and half a character of it count. */
export function continueText(tokenizer: Tokenizer | undefined, prompt: readonly number[]): TokenizerStream {
  if (tokenizer === undefined) return { push: () => '', end: () => '' };
  const stream = tokenizer.decodeStream?.() ?? redecoding(tokenizer);
  for (const id of prompt) if (id < tokenizer.vocabularySize) stream.push(id);
  return stream;
}

/** For a tokenizer that has no stream: decodes all again. */
function redecoding(tokenizer: Tokenizer): TokenizerStream {
  const ids: number[] = [];
  let told = 0;
  const tell = (text: string): string => {
    const more = text.slice(told);
    told = Math.max(told, text.length);
    return more;
  };
  return {
    push: (id) => {
      ids.push(id);
      return tell(tokenizer.decode(ids).replace(/\uFFFD+$/, ''));
    },
    end: () => tell(tokenizer.decode(ids)),
  };
}
