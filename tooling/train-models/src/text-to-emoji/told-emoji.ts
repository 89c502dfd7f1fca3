import { type Caption, type ImageBatch, type IndexedDataset, openDataset, readCaptions, subset } from '@figment/core/data';

/** What there is to learn, and what is kept back of it. */
export interface ToldEmoji {
  readonly pictures: IndexedDataset<ImageBatch>;
  /** One a picture. */
  readonly captions: readonly Caption[];
  /** Places of pictures to learn from. */
  readonly learnt: readonly number[];
  /** Places of pictures that are kept back with all that is said of them. */
  readonly heldOut: readonly number[];
  /** Places of pictures of which the Korean label is kept back. */
  readonly withoutKorean: readonly number[];
}

/** All emoji to learn from, or all but those that show what it makes of captions it never read. */
export async function openToldEmoji(models: string, holdOut: boolean): Promise<ToldEmoji> {
  const pictures = await openDataset('emoji', { split: 'all', baseUrl: models });
  const captions = await readCaptions(`${models}/data/emoji/captions.json`);
  const places = captions.map((_, i) => i);
  const isHeldOut = (i: number): boolean => holdOut && i % 20 === 7;
  return {
    pictures, captions,
    learnt: places.filter((i) => !isHeldOut(i)),
    heldOut: places.filter(isHeldOut),
    withoutKorean: places.filter((i) => holdOut && i % 16 === 3 && !isHeldOut(i)),
  };
}

/** The pictures to learn from, and what is said of them; a label that is kept back is ''. */
export function lesson({ pictures, captions, learnt, withoutKorean }: ToldEmoji): { readonly pictures: IndexedDataset<ImageBatch>; readonly captions: readonly Caption[] } {
  const silent = new Set(withoutKorean);
  return {
    pictures: subset(pictures, learnt),
    captions: learnt.map((i) => {
      const caption = captions[i]!;
      return silent.has(i) ? { ...caption, label: { ...caption.label, ko: '' } } : caption;
    }),
  };
}
