import { useLayoutEffect, useRef } from 'react';

import { type Picture, toImageData } from './pixels.ts';

interface PictureCanvasProps {
  readonly picture: Picture;
  /** Side on the page in CSS pixels; a multiple of the picture's own for crisp pixels. */
  readonly width: number;
  /** What it shows; '' where words beside it say so already. */
  readonly label: string;
}

/** One picture at its own resolution, enlarged by the browser without smoothing. */
export function PictureCanvas({ picture, width, label }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(toImageData(picture), 0, 0);
  }, [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} style={{ width, height: (width * picture.height) / picture.width, display: 'block' }} />;
}
