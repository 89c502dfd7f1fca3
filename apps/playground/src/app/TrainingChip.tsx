import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { isActive, useTraining } from '../state/training.ts';
import styles from './Chip.module.css';

/** A run goes on while other pages are open; the header says so. */
export function TrainingChip() {
  const { t } = useTranslation();
  const { state, last, recover } = useTraining();
  useEffect(() => { void recover(); }, [recover]);
  if (!isActive(state)) return null;
  return (
    <Link to="/train" className={`${styles.chip} ${styles.running}`} aria-label={`${t('nav.train')}: ${t(`train.state.${state}`)}`}>
      <span className={styles.dot} aria-hidden />
      {last === undefined ? <span className={styles.wide}>{t(`train.state.${state}`)}</span> : <span>{Math.round((100 * last.step) / last.steps)}%</span>}
    </Link>
  );
}
