import { trainTokenizer } from '@figment/tokenizer';

import type { TokenizerEntry, TokenizerTrainProgress, TrainTokenizerRequest } from '../tokenize-protocol.ts';
import { fetchBytes } from './fetching.ts';
import { freeName } from './kept-tokenizers.ts';
import { sampleTexts } from './shipped.ts';
import { keepTokenizer } from './shelf.ts';

/** Learns a tokenizer and keeps it. The worker is its own: to stop is to end it. */
export async function train({ title, model, vocabulary, text }: TrainTokenizerRequest, onProgress: (progress: TokenizerTrainProgress) => void): Promise<TokenizerEntry> {
  const from = 'sample' in text ? text.sample : 'box' in text ? 'box' : text.name;
  // Thousands of syllables must not take all the room that there is for words.
  const limitAlphabet = model === 'wordpiece' ? Math.floor(0.4 * vocabulary) : undefined;
  const tokenizer = await trainTokenizer(await linesOf(text, onProgress), { model, vocabulary, limitAlphabet, onProgress });
  onProgress({ phase: 'saving', done: 0, of: 1 });
  return await keepTokenizer(await freeName(title === '' ? `${model}-${vocabulary}-${from}` : title), title, tokenizer, { model, vocabulary, text: from });
}

/** Each line is a text of its own; the spaces at its ends belong to it. */
async function linesOf(text: TrainTokenizerRequest['text'], onProgress: (progress: TokenizerTrainProgress) => void): Promise<readonly string[]> {
  if ('box' in text) return lines(text.box);
  if ('file' in text) return lines(await text.file.text());
  const names = text.sample === 'both' ? ['korean', 'english'] as const : [text.sample];
  const texts: string[] = [];
  for (const [i, name] of names.entries()) {
    onProgress({ phase: 'fetching', done: i, of: names.length });
    texts.push(...lines(new TextDecoder().decode(await fetchBytes(sampleTexts[name]))));
  }
  return texts;
}

function lines(text: string): string[] {
  return text.split(/\r?\n/u).filter((line) => line.trim() !== '');
}
