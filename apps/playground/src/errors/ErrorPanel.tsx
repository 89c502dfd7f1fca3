import { Button, CopyButton, Group } from '@mantine/core';
import { Check, ClipboardCopy, RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { i18next } from '../app/i18n/index.ts';
import { plainError } from '../workers/errors.ts';
import styles from './ErrorPanel.module.css';
import { errorReport } from './report.ts';

/** An error in words: what happened, what to do, the code to look up, and a report to hand on. */
export function ErrorPanel({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const plain = plainError(error);
  const texts = i18next.getResourceBundle(i18n.language, 'error') as Record<string, { what: string; do: string }> | undefined;
  const known = plain.code === undefined ? undefined : texts?.[plain.code];
  return (
    <div className={styles.panel} role="alert">
      <TriangleAlert className={styles.icon} size={20} strokeWidth={1.75} aria-hidden />
      <div className={styles.body}>
        <p className={styles.what}>{known?.what ?? t('error.unknown.what')}</p>
        <p className={styles.do}>{known?.do ?? t('error.unknown.do')}</p>
        <p className={styles.message} lang="en">{plain.message}</p>
        <Group gap="xs" mt={10}>
          {retry !== undefined && <Button size="compact-sm" variant="default" leftSection={<RotateCw size={14} aria-hidden />} onClick={retry}>{t('common.retry')}</Button>}
          <CopyButton value={errorReport(error)} timeout={4000}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="default" leftSection={copied ? <Check size={14} aria-hidden /> : <ClipboardCopy size={14} aria-hidden />} onClick={copy}>
                {copied ? t('error.reported') : t('error.report')}
              </Button>
            )}
          </CopyButton>
          <span className={styles.code}>{t('error.code')} <code className="mono">{plain.code ?? plain.name}</code></span>
        </Group>
      </div>
    </div>
  );
}
