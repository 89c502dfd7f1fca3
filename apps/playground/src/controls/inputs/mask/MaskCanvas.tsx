import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';

import { PictureCanvas } from '../../../views/image/PictureCanvas.tsx';
import type { Picture } from '../../../views/image/pixels.ts';
import { type Dab, dabbed, line, type Mask } from './mask.ts';
import { overlay } from './overlay.ts';
import styles from './MaskInput.module.css';

interface Place { readonly x: number; readonly y: number }

interface MaskCanvasProps {
  readonly mask: Mask;
  /** What lies below, of the same size. */
  readonly picture: Picture | undefined;
  /** Width on the page in CSS pixels. */
  readonly width: number;
  readonly brush: Pick<Dab, 'size' | 'paints'>;
  readonly label: string;
  readonly describedBy: string;
  /** After each stroke. */
  readonly onStroke: (mask: Mask) => void;
  readonly onResize: (by: number) => void;
}

const moves: Readonly<Record<string, Place>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

/** A picture with the mask over it, painted at its own pixels: by hand, pen or keys. */
export function MaskCanvas({ mask, picture, width, brush, label, describedBy, onStroke, onResize }: MaskCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<Place | undefined>(undefined);
  // A stroke is told when it ends: until then it is drawn here only.
  const [stroke, setStroke] = useState<Mask | undefined>(undefined);
  const [cursor, setCursor] = useState<Place | undefined>(undefined);
  const [rows = 0, columns = 0] = mask.shape;
  const shown = stroke ?? mask;

  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(overlay(shown, cursor && { ...cursor, ...brush }), 0, 0);
  }, [shown, cursor, brush]);

  const placeOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place => {
    const box = canvas.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return { x: Math.floor(((clientX - box.left) / box.width) * columns), y: Math.floor(((clientY - box.top) / box.height) * rows) };
  };
  const draw = (before: Mask, from: Place, to: Place): Mask => dabbed(before, line(from, to).map((at) => ({ ...at, ...brush })));

  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    last.current = at;
    setCursor(at);
    setStroke(draw(mask, at, at));
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = placeOf(event);
    setCursor(at);
    const from = last.current;
    if (from === undefined || (from.x === at.x && from.y === at.y)) return;
    last.current = at;
    setStroke((before) => draw(before ?? mask, from, at));
  };
  const up = () => {
    last.current = undefined;
    if (stroke !== undefined) onStroke(stroke);
    setStroke(undefined);
  };
  const key = (event: KeyboardEvent) => {
    const at = cursor ?? { x: Math.floor(columns / 2), y: Math.floor(rows / 2) };
    const by = moves[event.key];
    const clamp = (value: number, of: number): number => Math.min(of - 1, Math.max(0, value));
    if (by !== undefined) {
      const far = event.shiftKey ? 4 : 1;
      setCursor({ x: clamp(at.x + far * by.x, columns), y: clamp(at.y + far * by.y, rows) });
    } else if (event.key === ' ' || event.key === 'Enter') {
      setCursor(at);
      onStroke(draw(mask, at, at));
    } else if (event.key === '[' || event.key === ']') onResize(event.key === ']' ? 1 : -1);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.stack} style={{ width, height: (width * rows) / Math.max(1, columns) }}>
      {picture !== undefined && <PictureCanvas picture={picture} width={width} label="" />}
      <canvas
        ref={canvas} className={styles.overlay} width={columns} height={rows} role="application" aria-label={label} aria-describedby={describedBy} tabIndex={0}
        onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} onPointerLeave={() => { if (last.current === undefined) setCursor(undefined); }} onKeyDown={key}
        onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) setCursor((before) => before ?? { x: Math.floor(columns / 2), y: Math.floor(rows / 2) }); }} onBlur={() => { setCursor(undefined); }}
      />
    </div>
  );
}
