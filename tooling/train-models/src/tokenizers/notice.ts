import type { TokenizerRecipe } from './recipes.ts';

/** How a tokenizer was made, and of what. */
export function notice(texts: TokenizerRecipe['texts'], options: TokenizerRecipe['options']): string {
  return `tokenizer.json was trained by tooling/train-models/src/tokenizers (npm run tokenizers) with ${JSON.stringify(options)}
on models/texts/${texts.map((text) => `${text}.txt`).join(' and ')}; see the NOTICE there for where these come from.
It holds words and parts of words of these texts, and no sentences.
`;
}
