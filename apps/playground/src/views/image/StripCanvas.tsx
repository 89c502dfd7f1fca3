import { useLayoutEffect, useRef } from 'react';

import { type Picture, toImageData } from './pixels.ts';

interface StripCanvasProps {
  /** Of one size. */
  readonly pictures: readonly Picture[];
  /** A whole factor. */
  readonly scale: number;
  /** Between pictures, in their own pixels. */
  readonly gap: number;
}

/** Pictures side by side in one canvas, for where there are too many to give each its own. What they are is said beside them. */
export function StripCanvas({ pictures, scale, gap }: StripCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [first] = pictures;
  const { width, height } = first ?? { width: 1, height: 1 };
  const whole = pictures.length * (width + gap) - gap;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    for (const [i, picture] of pictures.entries()) context?.putImageData(toImageData(picture), i * (width + gap), 0);
  }, [pictures, width, gap]);
  return <canvas ref={canvas} width={whole} height={height} aria-hidden style={{ width: scale * whole, height: scale * height, display: 'block', flex: 'none' }} />;
}
