import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { LoadProgress } from '../workers/protocol/index.ts';
import { useFormat } from './i18n/format.ts';
import styles from './Loading.module.css';

/** Waiting, with a number: bytes where they are known, else the time so far. */
export function Loading({ what, progress }: { what: string; progress?: LoadProgress | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const timer = setInterval(() => { setSeconds((performance.now() - from) / 1000); }, 100);
    return () => { clearInterval(timer); };
  }, []);
  const total = progress?.total;
  const loaded = progress?.loaded ?? 0;
  // Short waits pass unmentioned: words that flash by only unsettle.
  if (seconds < 0.2) return <div className={styles.loading} />;
  return (
    <div className={styles.loading} role="status">
      <p className={styles.words}>
        {t('common.loading', { what })}
        <span className={styles.number}>
          {loaded === 0 ? t('common.elapsed', { seconds: format.number(seconds, 1) }) : total === undefined ? t('common.loaded', { loaded: format.bytes(loaded) }) : t('common.loadedOf', { loaded: format.bytes(Math.min(loaded, total)), total: format.bytes(total) })}
        </span>
      </p>
      <Progress size="sm" value={total === undefined || total === 0 ? 100 : Math.min(100, (100 * loaded) / total)} animated={total === undefined} aria-label={t('common.loading', { what })} />
    </div>
  );
}
