import { useMantineColorScheme } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';

import { resolvedColour } from '../../chart/colours.ts';
import { peaks, type Sound } from './sound.ts';

interface WaveformProps {
  readonly sound: Sound;
  readonly width: number;
  readonly height: number;
  /** Part that was heard, in the accent. */
  readonly position?: number;
  /** '' where words beside it say so already. */
  readonly label: string;
}

/** How a sound swings. */
export function Waveform({ sound, width, height, position = 0, label }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { colorScheme } = useMantineColorScheme();
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const [rest, heard] = [resolvedColour('var(--accent)'), resolvedColour('var(--series-2)')];
    context.clearRect(0, 0, width, height);
    for (const [x, [least, most]] of peaks(sound.samples, width).entries()) {
      context.fillStyle = x < position * width ? heard : rest;
      const top = ((1 - most) / 2) * height;
      context.fillRect(x, top, 1, Math.max(1, ((most - least) / 2) * height));
    }
  }, [sound, width, height, position, colorScheme]);
  return <canvas ref={canvas} width={width} height={height} style={{ display: 'block', width, height }} {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />;
}
