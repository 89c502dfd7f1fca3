import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { glyphs } from '../dice/glyphs.ts';
import styles from './AttentionView.module.css';
import { HeadPicker } from './HeadPicker.tsx';
import { HeatMap } from './HeatMap.tsx';
import { LooksAt } from './LooksAt.tsx';
import { type Head, type ShownAttention, sizesOf, weightsOf } from './weights.ts';

/** Below this a cell is too narrow for the word beside it. */
const leastLabelled = 11;
const labelWidth = 84;

/** All heads at a glance, one of them large, and word by word what it looks at. */
export function AttentionMaps({ attention }: { readonly attention: ShownAttention }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const { layers, rows, columns } = sizesOf(attention);
  const [chosen, setChosen] = useState<Head>({ layer: layers - 1, head: 'mean' });
  const head = chosen.layer < layers ? chosen : { layer: layers - 1, head: chosen.head };
  const [query, setQuery] = useState(rows - 1);
  const [cell, setCell] = useState<{ readonly query: number; readonly key: number } | undefined>(undefined);
  const weights = useMemo(() => weightsOf(attention, head), [attention, head.layer, head.head]);
  if (rows === 0 || columns === 0) return <p className={styles.note}>{t('view.attention.none')}</p>;
  const keys = attention.tokens;
  const queries = attention.queries ?? attention.tokens;
  const room = Math.max(80, Math.min(560, width - labelWidth));
  const side = Math.max(1, Math.min(28, Math.floor(room / columns)));
  const labelled = side >= leastLabelled;
  const mapWidth = labelled ? side * columns : Math.min(room, Math.max(160, side * columns));
  const high = labelled ? side * rows : Math.min(480, (mapWidth / columns) * rows);
  const label = t('view.attention.alt', { layer: head.layer + 1, head: head.head === 'mean' ? t('view.attention.mean') : head.head + 1, rows, columns });
  const weightOf = (row: number, column: number): string => `${format.number(100 * (weights.data[row * columns + column] ?? 0), 1)}%`;
  return (
    <div ref={ref} className={styles.view} data-testid="attention">
      <HeadPicker attention={attention} current={head} onPick={setChosen} />
      <figure className={styles.figure}>
        <div className={styles.frame} style={{ gridTemplateColumns: `${labelWidth}px ${mapWidth}px` }}>
          {labelled && (
            <>
              <span className={styles.corner}>{attention.queries === undefined ? '' : t('view.attention.axes')}</span>
              <div className={styles.columns} aria-hidden>{keys.map((key, i) => <span key={i} style={{ width: side }} data-on={cell?.key === i || undefined}>{glyphs(key)}</span>)}</div>
            </>
          )}
          <div className={styles.rows} aria-hidden>{labelled && queries.map((word, i) => <span key={i} style={{ height: side, lineHeight: `${side}px` }} data-on={(cell?.query ?? query) === i || undefined}>{glyphs(word)}</span>)}</div>
          <HeatMap weights={weights} label={label} width={mapWidth} height={high} onLook={(row, column) => { setCell(row === undefined || column === undefined ? undefined : { query: row, key: column }); }} />
        </div>
        <figcaption className={styles.readout}>
          {cell === undefined ? t('view.attention.hover') : t('view.attention.cell', { query: glyphs(queries[cell.query] ?? ''), key: glyphs(keys[cell.key] ?? ''), weight: weightOf(cell.query, cell.key) })}
        </figcaption>
      </figure>
      <LooksAt keys={keys} queries={queries} weights={weights} query={cell?.query ?? Math.min(query, rows - 1)} onPick={setQuery} />
      <p className={styles.note}>{t('view.attention.note')}</p>
    </div>
  );
}
