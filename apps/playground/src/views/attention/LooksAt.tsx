import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { glyphs } from '../dice/glyphs.ts';
import styles from './AttentionView.module.css';
import { type HeadWeights, looksAt } from './weights.ts';

interface LooksAtProps {
  readonly keys: readonly string[];
  readonly queries: readonly string[];
  readonly weights: HeadWeights;
  readonly query: number;
  readonly onPick: (query: number) => void;
}

/** Word by word: which words one of them looks at, and how much. */
export function LooksAt({ keys, queries, weights, query, onPick }: LooksAtProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = looksAt(weights, query);
  const most = found[0]?.weight ?? 1;
  const weightOf = new Map(found.map(({ key, weight }) => [key, weight]));
  return (
    <div className={styles.words}>
      <p className={styles.title}>{t('view.attention.choose')}</p>
      <div className={styles.queries} role="group" aria-label={t('view.attention.choose')}>
        {queries.map((word, i) => <button key={i} type="button" className={styles.query} aria-pressed={i === query} onClick={() => { onPick(i); }}>{glyphs(word)}</button>)}
      </div>
      <p className={styles.title}>{t('view.attention.looks', { word: glyphs(queries[query] ?? '') })}</p>
      <p className={styles.keys} aria-hidden>
        {keys.map((word, i) => <span key={i} style={{ '--weight': `${Math.round(100 * ((weightOf.get(i) ?? 0) / most))}%` } as React.CSSProperties}>{glyphs(word)}</span>)}
      </p>
      <p className={styles.readout} aria-live="polite">{found.slice(0, 4).map(({ key, weight }) => `${glyphs(keys[key] ?? '')} ${format.number(100 * weight, 0)}%`).join(' · ')}</p>
    </div>
  );
}
