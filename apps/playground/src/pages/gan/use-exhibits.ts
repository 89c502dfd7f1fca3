import { useEffect, useRef, useState } from 'react';

import { callback, compute } from '../../state/compute.ts';
import { picturesOf } from '../../views/image/pixels.ts';
import type { DataLabels, DataSetDescription, Plain } from '../../workers/protocol/index.ts';
import { drawn, type Exhibits, type Judged, judgedIn, onOneScale } from './exhibit.ts';

/** Which pictures. */
export interface Wanted {
  readonly source: string;
  readonly seed: number;
  readonly count: number;
  readonly truncation: number;
  /** All classes if left out. */
  readonly class: number | undefined;
  /** Whether the model makes pictures of a class. */
  readonly knowsClasses: boolean;
}

interface State {
  /** What was asked for last, or what came last on the way there. */
  readonly exhibits: Exhibits | undefined;
  /** What they are of. */
  readonly key: string | undefined;
  readonly error: unknown;
}

/** Made pictures, as many real ones, and what the discriminator thinks of each: made ones first, for the data take longer to read. */
export function useExhibits(wanted: Wanted, set: DataSetDescription | undefined): State {
  const [state, setState] = useState<State>({ exhibits: undefined, key: undefined, error: undefined });
  const key = JSON.stringify([wanted, set?.id]);
  const asked = useRef({ key, wanted, set, shown: undefined as string | undefined, busy: false, over: false });
  Object.assign(asked.current, { key, wanted, set });

  useEffect(() => {
    const now = asked.current;
    now.over = false;
    // One at a time: where a hand is faster than the model, what it passed is left out.
    const go = async (): Promise<void> => {
      now.busy = true;
      while (now.shown !== now.key && !now.over) {
        const of = now.key;
        await exhibitsOf(now.wanted, now.set, (exhibits, whole) => {
          if (!now.over) setState((before) => ({ exhibits: whole ? exhibits : withRealOf(exhibits, before.exhibits), key: whole ? of : before.key, error: undefined }));
          return now.key === of && !now.over;
        });
        now.shown = of;
      }
      now.busy = false;
    };
    if (!now.busy) {
      go().catch((error: unknown) => {
        now.busy = false;
        now.shown = now.key;
        if (!now.over) setState((before) => ({ ...before, error }));
      });
    }
    return () => { now.over = true; };
  }, [key]);
  return state;
}

/** Real pictures of before stay until there are others. */
function withRealOf(exhibits: Exhibits, before: Exhibits | undefined): Exhibits {
  return before === undefined || exhibits.real.length > 0 ? exhibits : { ...exhibits, real: before.real };
}

/** @param tell of what there is so far; answers whether it is still wanted */
async function exhibitsOf(wanted: Wanted, set: DataSetDescription | undefined, tell: (exhibits: Exhibits, whole: boolean) => boolean): Promise<void> {
  const { source, seed, count, truncation } = wanted;
  const generated = await run(source, 'generate', {}, { count, truncation, ...(wanted.class !== undefined && { class: wanted.class }) }, seed);
  const madeOf = generated.lastStep?.extras['classes'];
  const made = await judged(source, generated.output.value as Plain, Array.isArray(madeOf) ? madeOf as number[] : [], seed);
  const madePictures = picturesOf(generated.output.value);
  const alone: Exhibits = { real: [], made: madePictures.map((picture, i) => ({ picture, realness: made.realness[i] })), compares: made.compares };
  if (!tell(alone, set === undefined) || set === undefined) return;

  const labels = wanted.knowsClasses ? await compute().labels(set.id) : undefined;
  const places = placesOf(labels, wanted.class, set.count, count, seed);
  const found = await compute().pictures(set.id, places);
  const realPictures = found.flatMap(({ picture }) => picturesOf(picture));
  const real = await judged(source, stacked(found.map(({ picture }) => picture)), labels === undefined ? [] : places.map((place) => labels.labels[place] ?? 0), seed);
  const [ofReal, ofMade] = onOneScale(real, made);
  tell({
    real: realPictures.map((picture, i) => ({ picture, realness: ofReal[i] })),
    made: madePictures.map((picture, i) => ({ picture, realness: ofMade[i] })),
    compares: made.compares,
  }, true);
}

async function run(source: string, task: string, inputs: Readonly<Record<string, Plain>>, options: Readonly<Record<string, unknown>>, seed: number) {
  const given = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { from: 'plain' as const, kind: 'image', value }]));
  return await compute().generate({ id: crypto.randomUUID(), source, task, inputs: given, options, seed }, callback(() => undefined));
}

async function judged(source: string, image: Plain, classes: readonly number[], seed: number): Promise<Judged> {
  const { output } = await run(source, 'judge', { image }, { classes }, seed);
  return judgedIn(output.value) ?? { realness: [], logits: [], compares: false };
}

/** Places of real pictures: of the class, or of any. */
function placesOf(labels: DataLabels | undefined, wanted: number | undefined, size: number, count: number, seed: number): readonly number[] {
  if (labels === undefined || wanted === undefined) return drawn(size, count, seed);
  const able = Array.from(labels.labels.keys()).filter((place) => labels.labels[place] === wanted);
  return drawn(able.length, count, seed).map((place) => able[place] ?? 0);
}

/** [H, W, C] each -> [N, H, W, C] */
function stacked(pictures: readonly Plain[]): Plain {
  const size = pictures[0]?.data.length ?? 0;
  const bytes = pictures[0]?.data instanceof Uint8Array;
  const data = bytes ? new Uint8Array(size * pictures.length) : new Float32Array(size * pictures.length);
  for (const [i, picture] of pictures.entries()) data.set(picture.data, i * size);
  return { data, shape: [pictures.length, ...(pictures[0]?.shape ?? [])] };
}
