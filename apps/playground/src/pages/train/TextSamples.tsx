import { useTranslation } from 'react-i18next';

import type { TextSample } from '../../workers/protocol/index.ts';
import styles from './Samples.module.css';

/** What the model writes after each beginning, and what the data have there, if anything. */
export function TextSamples({ samples }: { readonly samples: readonly TextSample[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.texts} data-testid="text-samples">
      {samples.map(({ given, made, expected }, i) => (
        <li key={i} className={styles.text}>
          <span className={styles.given}>{given}</span>
          {expected === undefined ? <span>{made}</span> : <><br /><span>{made.trim() === '' ? '…' : made}</span><small>{t('train.expected', { text: expected })}</small></>}
        </li>
      ))}
    </ul>
  );
}
