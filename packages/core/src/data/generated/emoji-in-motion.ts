import { indexed, type IndexedDataset } from '../indexed.ts';
import type { ImageBatch, VideoBatch } from '../shipped/shipped-dataset.ts';
import type { LocalText } from '../shipped/shipped-index.ts';

/** Where a picture stands at a moment: turned by radians, of a size, moved down by a part of the side. */
interface Pose {
  readonly angle: number;
  readonly scale: number;
  readonly down: number;
}

/** Rotating, bouncing, growing, swaying. Each goes round: after the last frame comes the first. `phase` from 0 to 1. */
const motions: readonly ((phase: number) => Pose)[] = [
  (phase) => ({ angle: 2 * Math.PI * phase, scale: 0.9, down: 0 }),
  (phase) => ({ angle: 0, scale: 0.65, down: 0.15 - 0.32 * Math.sin(Math.PI * phase) }),
  (phase) => ({ angle: 0, scale: 0.7 - 0.3 * Math.cos(2 * Math.PI * phase), down: 0 }),
  (phase) => ({ angle: 0.45 * Math.sin(2 * Math.PI * phase), scale: 0.9, down: 0 }),
];

/** Options of {@link inMotion}. */
export interface MotionOptions {
  readonly title: string;
  /** Of the motions. */
  readonly names: readonly LocalText[];
  /** Side of the frames. */
  readonly size: number;
  readonly frames: number;
  readonly language?: keyof LocalText | undefined;
}

/** Each picture in each motion: example i is picture i / 4 in motion i % 4, drawn when it is read. */
export function inMotion(pictures: IndexedDataset<ImageBatch & { readonly text: readonly string[] }>, { title, names, size, frames, language = 'en' }: MotionOptions): IndexedDataset<VideoBatch> {
  const channels = pictures.fields.image.shape!.at(-1)!;
  const clip = [frames, size, size, channels];
  const bytes = frames * size * size * channels;
  return indexed<VideoBatch>({
    title,
    size: pictures.size * motions.length,
    fields: { video: { kind: 'video', shape: clip }, label: { kind: 'label', shape: [] }, text: { kind: 'text' } },
    read: async (indices) => {
      const label = Int32Array.from(indices, (i) => i % motions.length);
      const { image, text } = await pictures.read(Array.from(indices, (i) => Math.floor(i / motions.length)));
      const data = new Uint8Array(indices.length * bytes);
      const side = image.shape[1]!;
      label.forEach((motion, row) => {
        const picture = image.data.subarray(row * side * side * channels, (row + 1) * side * side * channels);
        for (let frame = 0; frame < frames; frame++) drawPose({ data: picture, side, channels }, motions[motion]!(frame / frames), data.subarray(row * bytes + (frame * bytes) / frames), size);
      });
      const caption = (motion: number, of: string): string => (language === 'ko' ? `${names[motion]!.ko} ${of}` : `${of}, ${names[motion]!.en}`);
      return { video: { data, shape: [indices.length, ...clip] }, label: { data: label, shape: [label.length] }, text: text.map((of, row) => caption(label[row]!, of)) };
    },
  });
}

interface Picture {
  readonly data: ArrayLike<number>;
  readonly side: number;
  readonly channels: number;
}

/** Points looked at for each pixel of a frame, along each side. */
const FINE = 2;

/** Draws a square picture in a pose over the colour of its first pixel. */
function drawPose(picture: Picture, { angle, scale, down }: Pose, frame: Uint8Array, size: number): void {
  const { side, channels } = picture;
  const [cosine, sine] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const sums = new Float64Array(channels);
  for (let pixel = 0; pixel < size * size; pixel++) {
    sums.fill(0);
    for (let point = 0; point < FINE * FINE; point++) {
      // From the middle, -0.5 to 0.5, back to where it was in the picture.
      const x = ((pixel % size) + ((point % FINE) + 0.5) / FINE) / size - 0.5;
      const y = (Math.floor(pixel / size) + (Math.floor(point / FINE) + 0.5) / FINE) / size - 0.5 - down;
      addPoint(picture, (cosine * x + sine * y + 0.5) * side - 0.5, (cosine * y - sine * x + 0.5) * side - 0.5, sums);
    }
    for (let channel = 0; channel < channels; channel++) frame[pixel * channels + channel] = Math.round(sums[channel]! / (FINE * FINE));
  }
}

/** The colour between four pixels; outside of the picture that of its first pixel. */
function addPoint({ data, side, channels }: Picture, x: number, y: number, sums: Float64Array): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  for (let corner = 0; corner < 4; corner++) {
    const [column, row] = [left + (corner & 1), top + (corner >> 1)];
    const weight = (corner & 1 ? x - left : 1 - x + left) * (corner >> 1 ? y - top : 1 - y + top);
    const isInside = column >= 0 && column < side && row >= 0 && row < side;
    const at = isInside ? (row * side + column) * channels : 0;
    for (let channel = 0; channel < channels; channel++) sums[channel]! += weight * data[at + channel]!;
  }
}
