import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';

import { PictureCanvas } from '../image/PictureCanvas.tsx';
import type { Picture } from '../image/pixels.ts';

/** How fast clips go where nobody says. */
export const usualPace = 8;

interface ClipCanvasProps {
  readonly frames: readonly Picture[];
  readonly width: number;
  readonly label: string;
}

/** A clip that goes round by itself, and stands still for who wants no motion. */
export function ClipCanvas({ frames, width, label }: ClipCanvasProps) {
  const calm = useReducedMotion();
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    if (calm || frames.length < 2) return;
    const timer = setInterval(() => { setFrame((before) => before + 1); }, 1000 / usualPace);
    return () => { clearInterval(timer); };
  }, [calm, frames.length]);
  const picture = frames[frame % Math.max(1, frames.length)];
  return picture === undefined ? null : <PictureCanvas picture={picture} width={width} label={label} />;
}
