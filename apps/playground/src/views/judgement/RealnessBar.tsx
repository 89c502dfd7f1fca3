import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import styles from './Judgement.module.css';

interface RealnessBarProps {
  /** What it is, where that is known: its colour. */
  readonly of: 'real' | 'made' | undefined;
  /** In [0, 1]. */
  readonly realness: number | undefined;
  readonly width: number;
}

/** How real a picture is taken to be, against the line of 50 %. Its numbers stand in the picture's name. */
export function RealnessBar({ of, realness, width }: RealnessBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const percent = realness === undefined ? undefined : `${format.number(100 * realness)} %`;
  return (
    <span className={styles.bar} style={{ width }} data-of={of} aria-hidden>
      <span className={styles.track}><i style={{ width: `${100 * (realness ?? 0)}%` }} /></span>
      <span className={styles.percent}>{percent === undefined ? '…' : width < 56 ? percent : t('gan.realness', { percent })}</span>
    </span>
  );
}
