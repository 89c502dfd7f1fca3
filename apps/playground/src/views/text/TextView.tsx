import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { ViewProps } from '../view.ts';
import styles from './TextView.module.css';

export function TextView({ shown }: ViewProps) {
  const { t } = useTranslation();
  const text = String(shown.value);
  return (
    <div>
      <p className={styles.text}>{text}</p>
      <CopyButton value={text}>
        {({ copied, copy }) => <Button variant="subtle" color="gray" size="compact-sm" leftSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />} onClick={copy}>{copied ? t('common.copied') : t('view.text.copy')}</Button>}
      </CopyButton>
    </div>
  );
}

export function LabelView({ shown }: ViewProps) {
  return <p className={styles.label}>{String(shown.value)}</p>;
}
