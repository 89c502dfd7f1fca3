import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { levels } from './levels.ts';
import styles from './WrittenText.module.css';

/** What the colours of tokens mean. */
export function Legend() {
  const { t } = useTranslation();
  const format = useFormat();
  const percent = (value: number): string => `${format.plain(100 * value)}%`;
  return (
    <p className={styles.legend}>
      {t('dice.legend')}
      {[...levels, 0].map((least, level) => <span key={least} className={styles.sample} data-level={level}>{least === 0 ? `< ${percent(levels.at(-1) ?? 0)}` : `≥ ${percent(least)}`}</span>)}
    </p>
  );
}
