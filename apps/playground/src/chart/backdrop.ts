import type uPlot from 'uplot';

import { resolvedColour } from './colours.ts';

/** What stands behind the curves of a chart. */
export interface Backdrop {
  /** Values between which all is well. */
  readonly band?: readonly [from: number, to: number] | undefined;
  /** A value to be compared with. */
  readonly line?: number | undefined;
  /** Stretches of steps that stand out. */
  readonly spans?: readonly { readonly from: number; readonly to: number }[] | undefined;
  /** The step that is looked at elsewhere on the page. */
  readonly at?: number | undefined;
}

/** No stretch is so short that it can't be seen. */
const leastWidth = 3;

/** Draws on the empty chart, before its axes and curves. */
export function drawBackdrop(plot: uPlot, { band, line, spans = [], at }: Backdrop): void {
  const { ctx: context, bbox: { left, top, width, height } } = plot;
  const x = (step: number): number => Math.min(left + width, Math.max(left, plot.valToPos(step, 'x', true)));
  const y = (value: number): number => Math.min(top + height, Math.max(top, plot.valToPos(value, 'y', true)));
  context.save();
  if (band !== undefined) {
    context.fillStyle = resolvedColour('var(--chart-band)');
    context.fillRect(left, y(band[1]), width, y(band[0]) - y(band[1]));
  }
  context.fillStyle = resolvedColour('var(--chart-trouble)');
  for (const { from, to } of spans) {
    const begin = x(from);
    context.fillRect(begin, top, Math.max(leastWidth * devicePixelRatio, x(to) - begin), height);
  }
  if (line !== undefined) stroke(context, resolvedColour('var(--dim)'), [5, 4], [left, y(line), left + width, y(line)]);
  if (at !== undefined) stroke(context, resolvedColour('var(--accent)'), [], [x(at), top, x(at), top + height]);
  context.restore();
}

function stroke(context: CanvasRenderingContext2D, colour: string, dash: readonly number[], [x0, y0, x1, y1]: readonly [number, number, number, number]): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * devicePixelRatio;
  context.setLineDash(dash.map((length) => length * devicePixelRatio));
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
