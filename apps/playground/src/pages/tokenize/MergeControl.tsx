import { ActionIcon, Slider, Tooltip } from '@mantine/core';
import { Pause, Sprout } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { visibleBytes } from '../../views/tokens/visible.ts';
import type { Merge } from '../../workers/tokenize-protocol.ts';
import { mergesAt, mergesFrom, positionOf, positions } from './merge-scale.ts';
import styles from './MergeControl.module.css';

interface MergeControlProps {
  /** How many it learnt. */
  readonly all: number;
  /** How many are in use; undefined: all. */
  readonly merges: number | undefined;
  /** How many were in use for what is shown: behind `merges` while it is being worked out. */
  readonly shown: number | undefined;
  readonly newest: readonly Merge[];
  /** Begins by growing. */
  readonly grows: boolean;
  readonly onChange: (merges: number | undefined) => void;
}

const growMs = 6000;
const stepMs = 90;

/** Takes merges away and gives them back: how tokens grow out of single bytes. */
export function MergeControl({ all, merges, shown, newest, grows, onChange }: MergeControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = Math.min(merges ?? all, all);
  const shownCount = Math.min(shown ?? all, all);
  const [growing, setGrowing] = useState(false);
  const latest = useRef({ onChange, isShown: true });
  latest.current = { onChange, isShown: shown === merges };

  useEffect(() => { if (grows && !matchMedia('(prefers-reduced-motion: reduce)').matches) setGrowing(true); }, [grows]);
  useEffect(() => {
    if (!growing) return;
    const from = performance.now();
    const timer = setInterval(() => {
      const position = (positions * (performance.now() - from)) / growMs;
      // What cannot be drawn in time is left out, not left to pile up.
      if (!latest.current.isShown) return;
      latest.current.onChange(position >= positions ? undefined : mergesAt(position, all));
      if (position >= positions) setGrowing(false);
    }, stepMs);
    return () => { clearInterval(timer); };
  }, [growing, all]);
  const set = (next: number) => {
    setGrowing(false);
    onChange(next >= all ? undefined : Math.max(0, next));
  };

  return (
    <div className={styles.merges} data-testid="merges">
      <div className={styles.head}>
        <span className={styles.label}>{t('tokenize.merges.label')}</span>
        <span>{t('tokenize.merges.of', { count: format.number(count), all: format.number(all) })}</span>
      </div>
      <div className={styles.row}>
        <Tooltip label={growing ? t('tokenize.merges.pause') : t('tokenize.merges.play')}>
          <ActionIcon variant="default" size="md" aria-label={growing ? t('tokenize.merges.pause') : t('tokenize.merges.play')} onClick={() => { setGrowing(!growing); }}>
            {growing ? <Pause size={15} aria-hidden /> : <Sprout size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
        <Slider
          className={styles.slider} min={0} max={positions} step={1} value={positionOf(count, all)} label={() => format.number(count)} size="sm"
          thumbLabel={t('tokenize.merges.label')} thumbProps={{ 'aria-valuetext': t('tokenize.merges.of', { count: format.number(count), all: format.number(all) }) }}
          onChange={(position) => { set(mergesFrom(count, position, all)); }}
        />
      </div>
      <p className={styles.note}>{t('tokenize.merges.note')}</p>
      {newest.length === 0
        ? <p className={styles.note}>{t('tokenize.merges.none')}</p>
        : (
          <ol className={styles.list} aria-label={t('tokenize.merges.newest')} reversed start={shownCount}>
            {newest.map(({ parts, made }, i) => (
              <li key={shownCount - i}>
                <span className={styles.number} title={t('tokenize.merges.number', { number: format.number(shownCount - i) })}>{format.number(shownCount - i)}</span>
                {parts !== undefined && <><code>{visibleBytes(parts[0])}</code><span className={styles.plus}>+</span><code>{visibleBytes(parts[1])}</code><span className={styles.plus}>→</span></>}
                <code className={styles.made}>{visibleBytes(made)}</code>
              </li>
            ))}
          </ol>
        )}
    </div>
  );
}
