import { useMantineColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

import { type Backdrop, drawBackdrop } from './backdrop.ts';
import { resolvedColour } from './colours.ts';

export interface PlotSeries {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
  /** Drawn faint and thin, without a readout: the unsmoothed curve. */
  readonly faint?: boolean;
}

/** uPlot's name for it, Distr.Logarithmic, exists in its types only. */
const logarithmic: uPlot.Scale = JSON.parse('{ "distr": 3 }') as uPlot.Scale;

interface PlotProps {
  readonly steps: readonly number[];
  readonly series: readonly PlotSeries[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly log: boolean;
  readonly height: number;
  /** Of the values; what the curves need if left out. */
  readonly range?: readonly [number, number] | undefined;
  readonly backdrop?: Backdrop | undefined;
  /** Index of the point under the pointer, or undefined. */
  readonly onHover: (index: number | undefined) => void;
  readonly onCanvas: (canvas: HTMLCanvasElement | undefined) => void;
  readonly format: (value: number) => string;
}

/** uPlot inside React: made anew when its shape changes, else only fed. */
export function Plot({ steps, series, xLabel, yLabel, log, height, range, backdrop, onHover, onCanvas, format }: PlotProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const { colorScheme } = useMantineColorScheme();
  const handlers = useRef({ onHover, onCanvas, format, backdrop });
  handlers.current = { onHover, onCanvas, format, backdrop };
  const data = [steps, ...series.map(({ values }) => values)] as unknown as uPlot.AlignedData;
  const shape = JSON.stringify([series.map(({ name, colour, faint }) => [name, colour, faint]), xLabel, yLabel, log, range, colorScheme, width > 0]);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = box.current;
    if (element === null || element.clientWidth === 0) return;
    const axis = { stroke: resolvedColour('var(--dim)'), grid: { stroke: resolvedColour('var(--line)'), width: 1 }, ticks: { show: false }, font: '12px "Pretendard Variable", sans-serif', labelFont: '12px "Pretendard Variable", sans-serif' };
    const made = new uPlot({
      width: element.clientWidth,
      height,
      padding: [10, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false }, points: { size: 7 } },
      scales: { x: { time: false }, y: log ? logarithmic : range === undefined ? {} : { range: [...range] } },
      axes: [
        { ...axis, label: xLabel, labelSize: 22, size: 32, space: 60, values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? tick.toLocaleString() : '')) },
        { ...axis, label: yLabel, labelSize: 22, size: 58, // A logarithmic axis has grid lines without a label.
          values: (_, ticks) => (ticks as (number | null)[]).map((tick) => (tick === null ? '' : handlers.current.format(tick))) },
      ],
      series: [{}, ...series.map(({ name, colour, faint }) => ({
        label: name,
        stroke: resolvedColour(colour),
        width: faint === true ? 1 : 2,
        alpha: faint === true ? 0.3 : 1,
        points: { show: false },
        spanGaps: true,
      }))],
      hooks: { drawClear: [(self) => { if (handlers.current.backdrop !== undefined) drawBackdrop(self, handlers.current.backdrop); }], setCursor: [(self) => { handlers.current.onHover(self.cursor.idx ?? undefined); }] },
    }, latest.current, element);
    plot.current = made;
    handlers.current.onCanvas(made.ctx.canvas);
    return () => {
      plot.current = undefined;
      handlers.current.onCanvas(undefined);
      made.destroy();
    };
    // `shape` stands for all that a new chart is made of.
  }, [shape, height]);

  useEffect(() => { plot.current?.setData(data); });
  useEffect(() => { if (width > 0) plot.current?.setSize({ width, height }); }, [width, height]);

  return <div ref={ref} style={{ minHeight: height, overflow: 'hidden' }}><div ref={box} /></div>;
}
