import { Tooltip } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { useBackend } from '../state/backend.ts';
import styles from './Chip.module.css';

/** What computes now, in the header; leads to the page that says why. */
export function BackendChip() {
  const { t } = useTranslation();
  const { report, start } = useBackend();
  useEffect(() => { void start(); }, [start]);
  if (report === undefined) return null;
  return (
    <Tooltip label={report.device}>
      <Link to="/backends" className={styles.chip} aria-label={`${t('backends.now')}: ${report.name}, ${report.device}`}>
        <span className="mono">{report.name}</span>
      </Link>
    </Tooltip>
  );
}
