import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { useLocal } from '../../app/i18n/use-texts.ts';
import type { DataSetDescription } from '../../workers/protocol/index.ts';
import styles from './Setup.module.css';

/** Texts to choose: how they are called, how long they are, how they begin. */
export function TextButton({ set, checked, onPick }: { readonly set: DataSetDescription; readonly checked: boolean; readonly onPick: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const local = useLocal();
  const what = 'source' in set.fields ? t('data.pairs') : 'chat' in set.fields ? t('data.chats') : t('data.text');
  return (
    <button type="button" role="radio" aria-checked={checked} className={styles.set} onClick={onPick}>
      <span className={styles.setHead}>{local(set.titles, set.title)}<span>{what} · {format.bytes(set.bytes)}</span></span>
      <span className={styles.excerpt}>{set.excerpt}</span>
      {checked && set.licence !== undefined && <span className={styles.licence}>{t('data.licence', { licence: set.licence })}</span>}
      {set.origin === 'own' && set.bytes < 50_000 && <span className={styles.licence}>{t('data.fewTexts')}</span>}
    </button>
  );
}
