import { BookOpenText, Images, Repeat, Ruler, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import styles from './HowItLearns.module.css';
import type { Subject } from './learning.ts';

/** What a run consists of, with the numbers that are set: shown until the curve takes its place. */
export function HowItLearns({ training, subject }: { training: Readonly<Record<string, unknown>>; subject: Subject | undefined }) {
  const { t } = useTranslation();
  const batch = Number(training['batchSize'] ?? 0);
  const steps = [
    subject === undefined ? { icon: BookOpenText, text: t('train.how.read', { batch }) } : { icon: Images, text: t(subject === 'image' ? 'train.how.look' : 'train.how.take', { batch }) },
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
