import { SegmentedControl, Slider } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { type Level, levelAt } from './noisy.ts';
import styles from './Schedule.module.css';

interface ScheduleChartProps {
  readonly levels: readonly Level[];
  readonly part: number;
  readonly onChange: (part: number) => void;
  /** Places of the way back. */
  readonly visited: readonly number[];
}

const height = 168;
const pad = { left: 40, right: 14, top: 12, bottom: 8 };
/** Ratios beyond 1000 to 1 look like nothing but picture, or nothing but noise. */
const mostDecades = 3;

/** How much picture and noise there is on the way, and a handle to go it: on the curve, or with the keyboard below it. */
export function ScheduleChart({ levels, part, onChange, visited }: ScheduleChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const [shows, setShows] = useState<'amounts' | 'ratio'>('amounts');
  const level = levelAt(levels, part) ?? { time: 0, alpha: 1, sigma: 0 };

  const inner = Math.max(1, width - pad.left - pad.right);
  const x = (at: number): number => pad.left + at * inner;
  const top = Math.max(1, ...levels.map(({ sigma }) => sigma));
  const [low, high] = shows === 'amounts' ? [0, top] : [-mostDecades, mostDecades];
  const y = (value: number): number => pad.top + (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low)) * (height - pad.top - pad.bottom);
  const decades = ({ alpha, sigma }: Level): number => 2 * Math.log10(Math.max(1e-9, alpha) / Math.max(1e-9, sigma));
  const curves = shows === 'amounts'
    ? [{ of: 'picture', value: (each: Level) => each.alpha }, { of: 'noise', value: (each: Level) => each.sigma }]
    : [{ of: 'ratio', value: decades }];
  const paths = useMemo(() => curves.map(({ of, value }) => ({ of, d: levels.map((each, i) => `${i === 0 ? 'M' : 'L'}${x(i / (levels.length - 1)).toFixed(1)} ${y(value(each)).toFixed(1)}`).join('') })), [levels, shows, width]);
  const ticks = shows === 'amounts' ? [0, top / 2, top].map((value) => ({ value, label: format.plain(value) })) : [-2, 0, 2].map((value) => ({ value, label: value === 0 ? '1' : value > 0 ? '100' : '0.01' }));

  const follow = ({ currentTarget, clientX }: PointerEvent<SVGSVGElement>): void => {
    const { left } = currentTarget.getBoundingClientRect();
    onChange(Math.round(100 * Math.min(1, Math.max(0, (clientX - left - pad.left) / inner))) / 100);
  };

  return (
    <div>
      <div className={styles.head}>
        <p className={styles.readout} aria-live="off">
          <span><b data-of="picture">α</b> {t('noise.signal')} <b>{format.number(level.alpha, 2)}</b></span>
          <span><b data-of="noise">σ</b> {t('noise.noise')} <b>{format.number(level.sigma, 2)}</b></span>
          <span>{t('noise.ratio')} <b>{level.sigma < 1e-3 ? '∞' : format.significant((level.alpha / level.sigma) ** 2, 2)}</b></span>
        </p>
        <SegmentedControl size="xs" value={shows} aria-label={t('noise.chart')} onChange={(next) => { setShows(next); }} data={[{ value: 'amounts', label: t('noise.amounts') }, { value: 'ratio', label: t('noise.ratioShort') }]} />
      </div>
      <div ref={ref} className={styles.chart}>
        {width > 0 && (
          <svg
            width={width} height={height} role="img" aria-label={t('noise.chartAlt', { t: format.number(part, 2), alpha: format.number(level.alpha, 2), sigma: format.number(level.sigma, 2) })} data-testid="schedule"
            onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); follow(event); }}
            onPointerMove={(event) => { if (event.buttons === 1) follow(event); }}
          >
            {ticks.map(({ value, label }) => <g key={value}><line className={styles.grid} x1={pad.left} x2={width - pad.right} y1={y(value)} y2={y(value)} /><text className={styles.tick} x={pad.left - 8} y={y(value) + 4}>{label}</text></g>)}
            {paths.map(({ of, d }) => <path key={of} className={styles.curve} data-of={of} d={d} />)}
            {visited.map((at) => <line key={at} className={styles.visited} x1={x(at)} x2={x(at)} y1={height - pad.bottom - 7} y2={height - pad.bottom} />)}
            <line className={styles.marker} x1={x(part)} x2={x(part)} y1={pad.top} y2={height - pad.bottom} />
            {curves.map(({ of, value }) => <circle key={of} className={styles.point} data-of={of} cx={x(part)} cy={y(value(level))} r={6} />)}
          </svg>
        )}
        <div className={styles.slider} style={{ marginLeft: pad.left, marginRight: pad.right }}>
          <Slider min={0} max={1} step={0.01} value={part} onChange={onChange} label={null} thumbLabel={t('noise.drag')} />
          <p className={styles.ends} aria-hidden><span>t = 0 · {t('noise.picture')}</span><b>t = {format.number(part, 2)}</b><span>{t('noise.noise')} · t = 1</span></p>
        </div>
      </div>
    </div>
  );
}
