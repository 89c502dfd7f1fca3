import { useMantineColorScheme } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';

import { resolvedColour } from '../../chart/colours.ts';
import type { HeadWeights } from './weights.ts';
import styles from './AttentionView.module.css';

interface HeatMapProps {
  readonly weights: HeadWeights;
  /** '' where what it lies in says what it is. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly onLook?: (query: number | undefined, key: number | undefined) => void;
}

/** Weights as a map: a row for each query, a column for each key. Shades are square roots, so that small weights are seen too. */
export function HeatMap({ weights: { data, rows, columns }, label, width, height, onLook }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { colorScheme } = useMantineColorScheme();
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    context.clearRect(0, 0, columns, rows);
    context.fillStyle = resolvedColour('var(--accent)');
    for (const [i, weight] of data.entries()) {
      context.globalAlpha = Math.sqrt(Math.min(1, Math.max(0, weight)));
      context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
  }, [data, rows, columns, colorScheme]);
  return (
    <canvas
      ref={canvas} className={styles.map} width={columns} height={rows} style={{ width, height }} {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      {...(onLook !== undefined && {
        onPointerMove: (event: React.PointerEvent) => {
          const box = event.currentTarget.getBoundingClientRect();
          onLook(Math.min(rows - 1, Math.floor(((event.clientY - box.top) / box.height) * rows)), Math.min(columns - 1, Math.floor(((event.clientX - box.left) / box.width) * columns)));
        },
        onPointerLeave: () => { onLook(undefined, undefined); },
      })}
    />
  );
}
