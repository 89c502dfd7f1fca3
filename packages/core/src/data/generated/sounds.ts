import { foldIn, key, type Key, normalArray, split, uniformArray } from '../../random/index.ts';
import { indexed, type IndexedDataset } from '../indexed.ts';
import type { AudioBatch } from '../shipped/shipped-dataset.ts';
import type { LocalText } from '../shipped/shipped-index.ts';

/** Samples a second. */
const RATE = 8000;
/** Half a second, and a length that can be halved twelve times. */
const SAMPLES = 4096;

/** A sound from a key: as many samples as asked for, of any loudness. */
type Instrument = (key: Key) => Float64Array;

/** In the order of labels. */
const instruments: readonly Instrument[] = [pluckedString, bell, drum, melody];

/** `count` sounds of half a second at 8 kHz, the same on every machine up to rounding. Example i is of label i % 4, and is made when it is read. `names` are those of the labels. */
export function sounds({ count, title, names, language = 'en' }: { readonly count: number; readonly title: string; readonly names: readonly LocalText[]; readonly language?: keyof LocalText | undefined }): IndexedDataset<AudioBatch> {
  const made = new Map<number, Float64Array>();
  const sound = (i: number): Float64Array => made.get(i) ?? loud(instruments[i % instruments.length]!(foldIn(key(8000), i)));
  return indexed<AudioBatch>({
    title,
    size: count,
    fields: { audio: { kind: 'audio', shape: [SAMPLES], rate: RATE }, label: { kind: 'label', shape: [] }, text: { kind: 'text' } },
    read: (indices) => {
      const data = new Float32Array(indices.length * SAMPLES);
      const labels = Int32Array.from(indices, (i) => i % instruments.length);
      Array.from(indices).forEach((i, row) => {
        made.set(i, sound(i)); // Few and small, and read again in each epoch.
        data.set(made.get(i)!, row * SAMPLES);
      });
      return Promise.resolve({ audio: { data, shape: [indices.length, SAMPLES] }, label: { data: labels, shape: [labels.length] }, text: Array.from(labels, (label) => names[label]![language]) });
    },
  });
}

/** A string of noise that goes round and is smoothed each time. Karplus and Strong 1983, "Digital synthesis of plucked-string and drum timbres", eq. 1. */
function pluckedString(key: Key): Float64Array {
  const period = Math.round(RATE / noteOf(key, { lowest: 45, range: 30 }));
  const wave = Float64Array.from(uniformArray(foldIn(key, 1), period, { min: -1, max: 1 }));
  const made = new Float64Array(SAMPLES);
  for (let t = 0; t < SAMPLES; t++) made[t] = t < period ? wave[t]! : 0.498 * (made[t - period]! + (t > period ? made[t - period - 1]! : 0));
  return made;
}

/** A wave whose frequency is moved by another that is in no whole relation to it. Chowning 1973, "The synthesis of complex audio spectra by means of frequency modulation". */
function bell(key: Key): Float64Array {
  const carrier = noteOf(key, { lowest: 64, range: 24 });
  const [index = 0] = uniformArray(foldIn(key, 1), 1, { min: 2, max: 5 });
  return over((t) => Math.exp(-5 * t) * Math.sin(2 * Math.PI * carrier * t + index * Math.exp(-4 * t) * Math.sin(2 * Math.PI * 1.4 * carrier * t)));
}

/** A low wave that falls, and a breath of noise. */
function drum(key: Key): Float64Array {
  const [base = 0, fall = 0, noise = 0] = uniformArray(key, 3);
  const frequency = 50 + 60 * base;
  const breath = normalArray(foldIn(key, 1), SAMPLES);
  // The phase of a frequency f (1 + d e^(-30 t)).
  const phase = (t: number): number => frequency * (t + ((1 + 3 * fall) * (1 - Math.exp(-30 * t))) / 30);
  return over((t, i) => Math.exp(-9 * t) * Math.sin(2 * Math.PI * phase(t)) + (0.1 + 0.3 * noise) * Math.exp(-45 * t) * breath[i]!);
}

/** Four notes of a pentatonic scale. */
function melody(key: Key): Float64Array {
  const scale = [0, 2, 4, 7, 9, 12];
  const base = noteOf(key, { lowest: 57, range: 12 });
  const notes = uniformArray(foldIn(key, 1), 4).map((part) => base * 2 ** (scale[Math.floor(part * scale.length)]! / 12));
  const length = SAMPLES / notes.length;
  return over((_, i) => {
    const t = (i % length) / RATE;
    return Math.min(1, 60 * t) * Math.exp(-7 * t) * Math.sin(2 * Math.PI * notes[Math.floor(i / length)]! * t);
  });
}

/** The frequency of a MIDI note drawn from `range` notes. */
function noteOf(key: Key, { lowest, range }: { readonly lowest: number; readonly range: number }): number {
  const [part = 0] = uniformArray(split(key, 2)[0], 1);
  return 440 * 2 ** ((lowest + Math.floor(part * range) - 69) / 12);
}

function over(wave: (seconds: number, sample: number) => number): Float64Array {
  return Float64Array.from({ length: SAMPLES }, (_, i) => wave(i / RATE, i));
}

/** As loud as may be, with silence at the end instead of a click. */
function loud(samples: Float64Array): Float64Array {
  const most = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  return samples.map((sample, i) => (0.9 * sample * Math.min(1, (SAMPLES - 1 - i) / 256)) / most);
}
