import type { Tensor } from '@figment/core';
import type { Caption, Dataset, ImageBatch, IndexedDataset } from '@figment/core/data';
import { foldIn, type Key, permutation, split, uniformArray } from '@figment/core/random';

import { colourfulness, colours, recoloured } from './recolour.ts';

/** Pictures with a caption that is drawn anew each time. */
export interface CaptionedBatch {
  readonly image: Tensor;
  readonly text: readonly string[];
}

/** Part of a batch that is recoloured. */
const RECOLOURED = 0.25;
/** Where a colour says what the picture shows. */
const fixed: readonly string[] = ['People & Body', 'Flags', 'Symbols'];
const colourWords = new Set([
  ...'red orange yellow green blue purple pink gray black white brown'.split(' '),
  ...'빨간 빨간색 주황색 노란 노란색 초록 초록색 파란 파란색 보라색 분홍색 회색 검은 검은색 하얀 흰색 갈색'.split(' '),
]);

/**
 * Emoji as a painter learns them: a label, or tags, or both, in English or Korean; a quarter of them in another colour, which the caption names.
 * What is drawn follows from the key and the batch's number alone.
 */
export async function captionedEmoji(pictures: IndexedDataset<ImageBatch>, captions: readonly Caption[]): Promise<Dataset<CaptionedBatch>> {
  const { data, shape } = (await pictures.read(Array.from({ length: pictures.size }, (_, i) => i))).image;
  const bytes = data.length / pictures.size;
  const pictureOf = (i: number): Uint8Array => (data as Uint8Array).subarray(i * bytes, (i + 1) * bytes);
  const paintable = captions.flatMap(({ category }, i) => (!fixed.includes(category) && colourfulness(pictureOf(i)) > 0.08 ? [i] : []));
  const painted = new Map<string, Uint8Array>();
  const inColour = (i: number, colour: number): Uint8Array => {
    const name = `${i}:${colour}`;
    const made = painted.get(name) ?? recoloured(pictureOf(i), colours[colour]!.hue);
    painted.set(name, made);
    return made;
  };
  const example = (key: Key): { picture: Uint8Array; text: string } => {
    const [which = 0, place = 0, colour = 0] = uniformArray(key, 3);
    if (which >= RECOLOURED || paintable.length === 0) {
      const i = Math.floor(place * captions.length);
      return { picture: pictureOf(i), text: captionOf(captions[i]!, foldIn(key, 1)) };
    }
    const i = paintable[Math.floor(place * paintable.length)]!, number = Math.floor(colour * colours.length);
    const said = withoutColours(captionOf(captions[i]!, foldIn(key, 1)));
    return { picture: inColour(i, number), text: `${/[가-힣]/.test(said) ? colours[number]!.ko : colours[number]!.en} ${said}` };
  };
  const stacked = (examples: readonly { picture: Uint8Array; text: string }[]) => {
    const all = new Uint8Array(examples.length * bytes);
    examples.forEach(({ picture }, i) => { all.set(picture, i * bytes); });
    return { image: { data: all, shape: [examples.length, ...shape.slice(1)] }, text: examples.map(({ text }) => text) };
  };
  return {
    title: pictures.title,
    size: pictures.size,
    fields: { image: pictures.fields.image, text: { kind: 'text' } },
    async *batches({ key, batchSize, from }) {
      await Promise.resolve();
      for (let batch = typeof from === 'number' ? from : 0; ; batch++) {
        yield { host: stacked(split(foldIn(key, batch), batchSize).map(example)), cursor: batch + 1 };
      }
    },
    async *pass({ batchSize }) {
      await Promise.resolve();
      for (let start = 0; start < captions.length; start += batchSize) {
        yield stacked(captions.slice(start, start + batchSize).map(({ label }, i) => ({ picture: pictureOf(start + i), text: label.en })));
      }
    },
  };
}

/** What a picture is called: English label 40 %, with tags 12 %, tags alone 4 %; Korean label 32 %, with tags 8 %, tags alone 4 %. */
export function captionOf({ label, tags }: Caption, key: Key): string {
  const [forKind, forTags] = split(key, 2);
  const [u = 0, v = 0] = uniformArray(forKind, 2);
  const language = u < 0.56 ? 'en' : 'ko';
  const within = language === 'en' ? u / 0.56 : (u - 0.56) / 0.44;
  const [alone, beside] = language === 'en' ? [0.4 / 0.56, 0.52 / 0.56] : [0.32 / 0.44, 0.4 / 0.44];
  const all = tags[language];
  const some = Array.from(permutation(forTags, all.length)).slice(0, 1 + Math.floor(3 * v)).map((i) => all[i]!);
  // A Korean label that is kept back.
  if (label[language] === '') return some.length > 0 ? some.join(' ') : label.en;
  if (within < alone || all.length === 0) return label[language];
  return (within < beside ? [label[language], ...some] : some).join(' ');
}

function withoutColours(text: string): string {
  return text.split(' ').filter((word) => !colourWords.has(word)).join(' ') || text;
}
