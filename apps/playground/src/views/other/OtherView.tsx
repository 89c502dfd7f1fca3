import { useTranslation } from 'react-i18next';

import { isPlain } from '../image/pixels.ts';
import type { ViewProps } from '../view.ts';
import styles from './OtherView.module.css';

/** A kind that nobody wrote a view for is still shown: as what it holds. */
export function OtherView({ shown }: ViewProps) {
  const { t } = useTranslation();
  return (
    <div>
      <p className={styles.note}>{t('view.other.note', { kind: shown.kind })}</p>
      <pre className={styles.content}>{content(shown.value)}</pre>
    </div>
  );
}

function content(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (isPlain(each) ? { shape: each.shape, data: [...Array.from(each.data.slice(0, 32), (number) => Number(number.toPrecision(4))), ...(each.data.length > 32 ? ['…'] : [])] } : each), 2);
}
