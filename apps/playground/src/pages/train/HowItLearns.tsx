import { BookOpenText, Images, Repeat, Ruler, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import styles from './HowItLearns.module.css';

/** What a run consists of, with the numbers that are set: shown until the curve takes its place. */
export function HowItLearns({ training, written }: { training: Readonly<Record<string, unknown>>; written: boolean }) {
  const { t } = useTranslation();
  const steps = [
    written ? { icon: BookOpenText, text: t('train.how.read', { batch: Number(training['batchSize'] ?? 0) }) } : { icon: Images, text: t('train.how.look', { batch: Number(training['batchSize'] ?? 0) }) },
    { icon: Ruler, text: t('train.how.loss') },
    { icon: SlidersHorizontal, text: t('train.how.move') },
    { icon: Repeat, text: t('train.how.again', { steps: Number(training['steps'] ?? 0) }) },
  ];
  return (
    <ol className={styles.steps}>
      {steps.map(({ icon: Icon, text }, i) => <li key={i} className={styles.step}><Icon className={styles.icon} size={22} strokeWidth={1.5} aria-hidden /><span>{text}</span></li>)}
    </ol>
  );
}
