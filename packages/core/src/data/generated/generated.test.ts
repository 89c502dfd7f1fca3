import { describe, expect, it } from 'vitest';

import { openDataset } from '../open-dataset.ts';

describe('sounds', () => {
  it('are the same whenever and with whichever others they are read', async () => {
    const sounds = await openDataset('sounds');
    const [some, others] = [await sounds.read([5, 40]), await sounds.read([40])];
    const length = sounds.fields.audio.shape![0]!;
    expect(Array.from(some.audio.data.subarray(length))).toEqual(Array.from(others.audio.data));
  });

  it('have labels and captions in turn, fill the range, and end in silence', async () => {
    const sounds = await openDataset('sounds', { language: 'ko' });
    expect(sounds.fields.audio).toEqual({ kind: 'audio', shape: [4096], rate: 8000 });
    const { audio, label, text } = await sounds.read([0, 1, 2, 3, 4]);
    expect(Array.from(label.data)).toEqual([0, 1, 2, 3, 0]);
    expect(text).toEqual(['줄 뜯는 소리', '종소리', '북소리', '짧은 가락', '줄 뜯는 소리']);
    for (let i = 0; i < 5; i++) {
      const samples = audio.data.subarray(4096 * i, 4096 * (i + 1));
      expect(Math.max(...Array.from(samples, Math.abs))).toBeCloseTo(0.9, 1);
      expect(samples.at(-1)).toBeCloseTo(0);
    }
  });

  it('of strings repeat with their period, fading', async () => {
    const sounds = await openDataset('sounds');
    const { audio } = await sounds.read([8]);
    // The period is where a sound looks most like itself, later.
    const alike = (lag: number): number => Array.from({ length: 1000 }, (_, t) => audio.data[1000 + t]! * audio.data[1000 + t + lag]!).reduce((a, b) => a + b);
    const lags = Array.from({ length: 70 }, (_, i) => i + 12);
    const period = lags.reduce((best, lag) => (alike(lag) > alike(best) ? lag : best));
    expect(alike(period)).toBeGreaterThan(0.8 * alike(0));
    const energy = (from: number): number => Array.from(audio.data.subarray(from, from + 500)).reduce((sum, x) => sum + x * x, 0);
    expect(energy(3000)).toBeLessThan(energy(0));
  });
});

describe('emoji in motion', () => {
  it('show each emoji in each motion, with a caption of both', async () => {
    const [clips, emoji] = [await openDataset('emoji-in-motion'), await openDataset('emoji')];
    expect(clips.size).toBe(4 * emoji.size);
    const { text, label, video } = await clips.read([40, 41, 42, 43]);
    const { text: [name] } = await emoji.read([10]);
    expect(text).toEqual(['rotating', 'bouncing', 'growing', 'swaying'].map((motion) => `${name!}, ${motion}`));
    expect(Array.from(label.data)).toEqual([0, 1, 2, 3]);
    expect(video.shape).toEqual([4, 8, 16, 16, 3]);
  });

  it('rotate: half a turn later a frame is the first upside down', async () => {
    const clips = await openDataset('emoji-in-motion');
    const { video: { data } } = await clips.read([400]);
    const frame = 16 * 16 * 3;
    for (let pixel = 0; pixel < 256; pixel++) {
      for (let channel = 0; channel < 3; channel++) expect(Math.abs(data[3 * pixel + channel]! - data[4 * frame + 3 * (255 - pixel) + channel]!)).toBeLessThanOrEqual(1);
    }
  });

  it('hold out the clips of the emoji that are held out', async () => {
    const [held, emoji] = [await openDataset('emoji-in-motion', { split: 'heldOut' }), await openDataset('emoji', { split: 'heldOut' })];
    expect(held.size).toBe(4 * emoji.size);
    expect((await held.read([7])).text).toEqual([`${(await emoji.read([1])).text[0]!}, swaying`]);
  });
});
