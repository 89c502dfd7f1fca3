import { ActionIcon, Chip, Group, Slider, Switch, Tooltip } from '@mantine/core';
import { FileDown, ImageDown } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../app/i18n/format.ts';
import type { Backdrop } from './backdrop.ts';
import styles from './LossChart.module.css';
import { colourOf, resolvedColour } from './colours.ts';
import { csv, download, png } from './export.ts';
import { Plot, type PlotSeries } from './Plot.tsx';
import type { Curve } from './series.ts';
import { smoothed } from './smoothing.ts';

interface LossChartProps {
  readonly curve: Curve;
  /** Shown at first; the others can be switched on. */
  readonly primary: readonly string[];
  readonly fileName: string;
  readonly height?: number;
  readonly backdrop?: Backdrop | undefined;
  /** What the primary ones are, beside their axis. */
  readonly yLabel?: string;
  /** Names that have charts of their own. */
  readonly without?: readonly string[];
}

/** Losses and metrics over steps: readout under the pointer, log scale, smoothing, export. */
export function LossChart({ curve, primary, fileName, height = 260, backdrop, yLabel, without = [] }: LossChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = Object.keys(curve.values).filter((name) => !without.includes(name));
  const [chosen, setChosen] = useState<readonly string[] | undefined>(undefined);
  const shown = (chosen ?? primary).filter((name) => names.includes(name));
  const [log, setLog] = useState(false);
  const [smoothing, setSmoothing] = useState(0.8);
  const [hovered, setHovered] = useState<number | undefined>(undefined);
  const canvas = useRef<HTMLCanvasElement | undefined>(undefined);

  const series = useMemo(() => shown.flatMap((name): PlotSeries[] => {
    const raw = curve.values[name] ?? [];
    const colour = colourOf(name);
    // A logarithm has no place for zero and below.
    const drawable = log ? raw.map((value) => (value !== null && value > 0 ? value : null)) : raw;
    const smooth = { name, colour, values: smoothed(drawable, smoothing) };
    return smoothing > 0 ? [{ name, colour, values: drawable, faint: true }, smooth] : [smooth];
  }), [curve, shown.join(), log, smoothing]);

  const at = hovered ?? curve.steps.length - 1;
  const step = curve.steps[at];
  const readout = series.filter(({ faint }) => faint !== true).map(({ name, colour, values }) => ({ name, colour, value: values[at] }));
  const summary = step === undefined ? t('chart.empty') : readout.map(({ name, value }) => t('chart.summary', { name, step, value: value === null || value === undefined ? '–' : format.significant(value) })).join(', ');

  return (
    <figure className={styles.figure}>
      <div className={styles.readout}>
        {readout.map(({ name, colour, value }) => (
          <span key={name} className={styles.entry}>
            <span className={styles.swatch} style={{ background: colour }} />
            {name} <b className={styles.value}>{value === null || value === undefined ? '–' : format.significant(value, 4)}</b>
          </span>
        ))}
        <span className={styles.step}>{step === undefined ? '' : t('chart.at', { step: format.number(step) })}</span>
      </div>
      <div role="img" aria-label={summary} className={styles.plot} style={{ minHeight: height }}>
        {curve.steps.length === 0
          ? <p className={styles.empty} style={{ height }}>{t('chart.empty')}</p>
          : (
            <Plot
              steps={curve.steps} series={series} log={log} height={height} backdrop={backdrop} xLabel={t('chart.x')}
              yLabel={shown.every((name) => primary.includes(name)) ? yLabel ?? t('chart.y') : t('chart.metric')}
              onHover={setHovered} onCanvas={(element) => { canvas.current = element; }} format={(value) => format.significant(value, 2)}
            />
          )}
      </div>
      <div className={styles.controls}>
        {names.length > 1 && (
          <Chip.Group multiple value={[...shown]} onChange={setChosen}>
            <Group gap={6} role="group" aria-label={t('chart.show')}>
              {names.map((name) => <Chip key={name} value={name} size="xs" variant="outline">{name}</Chip>)}
            </Group>
          </Chip.Group>
        )}
        <Group gap="md" ml="auto" wrap="nowrap">
          <Switch size="xs" label={t('chart.log')} checked={log} onChange={(event) => { setLog(event.currentTarget.checked); }} />
          <Tooltip label={t('chart.smoothNote')} multiline w={220}>
            <label className={styles.smooth}>
              {t('chart.smooth')}
              <Slider w={80} size="xs" min={0} max={0.98} step={0.02} value={smoothing} onChange={setSmoothing} label={null} thumbLabel={t('chart.smooth')} />
            </label>
          </Tooltip>
          <Group gap={2} wrap="nowrap">
            <Tooltip label={t('chart.png')}>
              <ActionIcon aria-label={t('chart.png')} disabled={curve.steps.length === 0} onClick={() => { if (canvas.current !== undefined) void png(canvas.current, resolvedColour('var(--surface)')).then((blob) => { download(blob, `${fileName}.png`); }); }}><ImageDown size={17} strokeWidth={1.75} aria-hidden /></ActionIcon>
            </Tooltip>
            <Tooltip label={t('chart.csv')}>
              <ActionIcon aria-label={t('chart.csv')} disabled={curve.steps.length === 0} onClick={() => { download(new Blob([csv(curve.steps, curve.values)], { type: 'text/csv' }), `${fileName}.csv`); }}><FileDown size={17} strokeWidth={1.75} aria-hidden /></ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      </div>
    </figure>
  );
}
