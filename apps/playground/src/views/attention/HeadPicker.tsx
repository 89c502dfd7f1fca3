import { useTranslation } from 'react-i18next';

import styles from './AttentionView.module.css';
import { HeatMap } from './HeatMap.tsx';
import { type Head, type ShownAttention, sizesOf, weightsOf } from './weights.ts';

/** All heads at a glance, a row for each layer; a press takes one. */
export function HeadPicker({ attention, current, onPick }: { readonly attention: ShownAttention; readonly current: Head; readonly onPick: (head: Head) => void }) {
  const { t } = useTranslation();
  const { layers, heads } = sizesOf(attention);
  const choices: readonly Head['head'][] = heads > 1 ? ['mean', ...Array.from({ length: heads }, (_, i) => i)] : [0];
  return (
    <div className={styles.heads} role="group" aria-label={t('view.attention.heads')}>
      {Array.from({ length: layers }, (_, layer) => (
        <div key={layer} className={styles.layer}>
          <span className={styles.layerName}>{t('view.attention.layer', { layer: layer + 1 })}</span>
          {choices.map((head) => {
            const name = head === 'mean' ? t('view.attention.mean') : t('view.attention.head', { head: head + 1 });
            const on = current.layer === layer && (current.head === head || heads === 1);
            return (
              <button key={head} type="button" className={styles.thumb} aria-pressed={on} aria-label={`${t('view.attention.layer', { layer: layer + 1 })}, ${name}`} title={name} onClick={() => { onPick({ layer, head }); }}>
                <HeatMap weights={weightsOf(attention, { layer, head })} label="" width={44} height={44} />
                <span aria-hidden>{head === 'mean' ? 'x̄' : head + 1}</span>
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
