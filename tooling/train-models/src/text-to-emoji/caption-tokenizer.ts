import type { Caption } from '@figment/core/data';
import { type Tokenizer, trainTokenizer } from '@figment/tokenizer';

import { recipe } from './recipe.ts';
import { colours } from './recolour.ts';

/** What captions are cut into: pieces of the words of labels (three times as often) and tags, in small letters. No chance in it. */
export async function captionTokenizer(captions: readonly Caption[]): Promise<Tokenizer> {
  const said = captions.flatMap(({ label, tags }) => [...times(3, [label.en, label.ko]), ...tags.en, ...tags.ko]);
  const colourWords = times(50, colours.flatMap(({ en, ko }) => [en, ko]));
  return await trainTokenizer([...said, ...colourWords].filter((text) => text !== '').map((text) => text.toLowerCase()), recipe.tokenizer);
}

function times(count: number, texts: readonly string[]): readonly string[] {
  return Array.from({ length: count }, () => texts).flat();
}
