import { isFigmentError } from '@figment/core/plugin';

import { type Check, ensure, rejectionOf } from '../check.ts';
import { same } from '../same.ts';
import type { TokenizerSubject } from './subject.ts';

const quoted = (sample: string): string => JSON.stringify(sample);

/** What text to ids and back promises. */
export function encodingChecks(subject: TokenizerSubject): Check[] {
  return [
    {
      name: 'gives whole numbers below vocabularySize as ids',
      async run() {
        const tokenizer = await subject.tokenizer();
        for (const sample of subject.samples) {
          const wrong = tokenizer.encode(sample).ids.find((id) => !Number.isSafeInteger(id) || id < 0 || id >= tokenizer.vocabularySize);
          ensure(wrong === undefined, `encode(${quoted(sample)}) gives the id ${String(wrong)}; ids must be whole numbers from 0 to ${tokenizer.vocabularySize - 1} (vocabularySize is ${tokenizer.vocabularySize}).`);
        }
      },
    },
    {
      name: 'gives the same ids for the same text',
      async run() {
        const tokenizer = await subject.tokenizer();
        const first = subject.samples.map((sample) => [...tokenizer.encode(sample).ids]);
        for (const [i, sample] of [...subject.samples.entries()].reverse()) {
          ensure(same(first[i], [...tokenizer.encode(sample).ids]), `encode(${quoted(sample)}) gives other ids the second time: keep nothing from one text to the next.`);
        }
      },
    },
    {
      name: 'brings texts back',
      async run() {
        const tokenizer = await subject.tokenizer();
        for (const sample of subject.samples) {
          const back = tokenizer.decode(tokenizer.encode(sample).ids);
          ensure(back === subject.decoded(sample), `decode(encode(${quoted(sample)}).ids) is ${quoted(back)}. If it loses something by design, say what must come back: { decoded }.`);
        }
      },
    },
    {
      name: 'tells tokens and offsets, if at all, of every id, within the text',
      async run() {
        const tokenizer = await subject.tokenizer();
        for (const sample of subject.samples) {
          const { ids, tokens, offsets } = tokenizer.encode(sample);
          for (const [name, list] of Object.entries({ tokens, offsets })) ensure(list === undefined || list.length === ids.length, `encode(${quoted(sample)}) gives ${ids.length} ids and ${list?.length ?? 0} ${name}.`);
          for (const [start, end] of offsets ?? []) ensure(start >= 0 && start <= end && end <= sample.length, `encode(${quoted(sample)}) gives the offsets [${start}, ${end}], outside of a text of ${sample.length} UTF-16 units.`);
        }
      },
    },
    {
      name: 'streams, if at all, what it decodes, and never half a character',
      async run() {
        const tokenizer = await subject.tokenizer();
        for (const sample of subject.samples) {
          const { ids } = tokenizer.encode(sample);
          const stream = tokenizer.decodeStream?.();
          if (stream === undefined) return;
          const pieces = [...ids.map((id) => stream.push(id)), stream.end()];
          const [streamed, whole] = [pieces.join(''), tokenizer.decode(ids)];
          ensure(streamed === whole, `the stream of ${quoted(sample)} gives ${quoted(streamed)}, decode gives ${quoted(whole)}.`);
          const half = whole.includes('\uFFFD') ? undefined : pieces.find((piece) => piece.includes('\uFFFD') || /[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/.test(piece));
          ensure(half === undefined, `the stream of ${quoted(sample)} gives half a character: ${quoted(half ?? '')}. Keep bytes until the character is whole.`);
        }
      },
    },
    {
      name: 'refuses an id that it does not have, with a code',
      async run() {
        const tokenizer = await subject.tokenizer();
        for (const id of [tokenizer.vocabularySize, -1, 0.5]) {
          const error = await rejectionOf(() => tokenizer.decode([id]), `decode([${id}]) must be refused: ids go from 0 to ${tokenizer.vocabularySize - 1}`);
          ensure(isFigmentError(error), `decode([${id}]) must throw a coded error (FigmentError), got ${String(error)}`);
        }
      },
    },
  ];
}
