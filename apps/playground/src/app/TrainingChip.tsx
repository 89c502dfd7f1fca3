import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { isActive, useTraining } from '../state/training.ts';
import styles from './Chip.module.css';

/** A run goes on while other pages are open; the header says so. */
export function TrainingChip() {
  const { t } = useTranslation();
  const state = useTraining((training) => training.state);
  const percent = useTraining(({ last }) => (last === undefined ? undefined : Math.round((100 * last.step) / last.steps)));
  const { recover } = useTraining.getState();
  useEffect(() => { void recover(); }, [recover]);
  if (!isActive(state)) return null;
  return (
    <Link to="/train" className={`${styles.chip} ${styles.running}`} aria-label={`${t('nav.train')}: ${t(`train.state.${state}`)}`}>
      <span className={styles.dot} aria-hidden />
      {percent === undefined ? <span className={styles.wide}>{t(`train.state.${state}`)}</span> : <span>{percent}%</span>}
    </Link>
  );
}
