import { useTranslation } from 'react-i18next';

import styles from './ImageInput.module.css';
import type { InputControlProps } from './input.ts';

export function UnsupportedInput({ input, label }: InputControlProps) {
  const { t } = useTranslation();
  return <p className={styles.note}><b>{label}</b>: {t('input.unsupported', { kind: input.kind })}</p>;
}
