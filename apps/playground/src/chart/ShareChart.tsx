import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../app/i18n/format.ts';
import type { Backdrop } from './backdrop.ts';
import styles from './LossChart.module.css';
import { Plot, type PlotSeries } from './Plot.tsx';
import type { Curve } from './series.ts';

/** A curve of numbers that are shares, or ratios near 1. */
export interface ShareLine {
  /** In the curve's values. */
  readonly name: string;
  readonly title: string;
  readonly colour: string;
}

interface ShareChartProps {
  readonly title: string;
  readonly note: string;
  readonly curve: Curve;
  readonly lines: readonly ShareLine[];
  readonly backdrop: Backdrop;
  readonly children?: ReactNode;
}

const height = 170;

/** Shares over steps in percent, from 0 to 100 unless they go beyond; the readout follows the pointer. */
export function ShareChart({ title, note, curve, lines, backdrop, children }: ShareChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const there = lines.filter(({ name }) => curve.values[name] !== undefined);
  const series = useMemo(() => there.map(({ name, title: label, colour }): PlotSeries => ({ name: label, colour, values: (curve.values[name] ?? []).map((value) => value && 100 * value) })), [curve, there.map(({ title: label }) => label).join()]);
  const most = Math.max(100, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const at = hovered ?? curve.steps.length - 1;
  const step = curve.steps[at];
  const readout = series.map(({ name, colour, values }) => ({ name, colour, value: values[at] ?? undefined }));
  const percent = (value: number | undefined): string => (value === undefined ? '–' : `${format.number(value)} %`);
  const inPercent = (value: number | undefined): number | undefined => (value === undefined ? undefined : 100 * value);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}><b>{title}</b> {note}</figcaption>
      <div className={styles.readout}>
        {readout.map(({ name, colour, value }) => <span key={name} className={styles.entry}><span className={styles.swatch} style={{ background: colour }} />{name} <b className={styles.share}>{percent(value)}</b></span>)}
        {hovered !== undefined && step !== undefined && <span className={styles.step}>{t('chart.at', { step: format.number(step) })}</span>}
      </div>
      <div role="img" aria-label={readout.map(({ name, value }) => t('chart.summary', { name, step: step ?? 0, value: percent(value) })).join(', ')} className={styles.plot} style={{ minHeight: height }}>
        <Plot
          steps={curve.steps} series={series} log={false} height={height} range={[0, most > 100 ? Math.min(200, 20 * Math.ceil(most / 20)) : 100]} xLabel={t('chart.x')} yLabel={t('chart.percent')}
          backdrop={{ ...backdrop, line: inPercent(backdrop.line), band: backdrop.band && [100 * backdrop.band[0], 100 * backdrop.band[1]] }}
          onHover={setHovered} onCanvas={() => undefined} format={(value) => format.number(value)}
        />
      </div>
      {children}
    </figure>
  );
}
