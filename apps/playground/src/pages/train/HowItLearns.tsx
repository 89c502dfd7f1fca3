import { BookOpenText, Dices, Images, Repeat, Ruler, Scale, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import styles from './HowItLearns.module.css';
import type { Subject } from './learning.ts';

interface HowItLearnsProps {
  readonly training: Readonly<Record<string, unknown>>;
  readonly subject: Subject | undefined;
  /** Two networks learn against each other. */
  readonly isGame: boolean;
}

/** What a run consists of, with the numbers that are set: shown until the curve takes its place. */
export function HowItLearns({ training, subject, isGame }: HowItLearnsProps) {
  const { t } = useTranslation();
  const batch = Number(training['batchSize'] ?? 0);
  const steps = [
    ...(isGame
      ? [{ icon: Dices, text: t('train.how.made', { batch }) }, { icon: Scale, text: t('train.how.judged', { batch }) }, { icon: SlidersHorizontal, text: t('train.how.corrected') }]
      : [
        subject === undefined ? { icon: BookOpenText, text: t('train.how.read', { batch }) } : { icon: Images, text: t(subject === 'image' ? 'train.how.look' : 'train.how.take', { batch }) },
        { icon: Ruler, text: t('train.how.loss') },
        { icon: SlidersHorizontal, text: t('train.how.move') },
      ]),
    { icon: Repeat, text: t('train.how.again', { steps: Number(training['steps'] ?? 0) }) },
  ];
  return (
    <ol className={styles.steps}>
      {steps.map(({ icon: Icon, text }, i) => <li key={i} className={styles.step}><Icon className={styles.icon} size={22} strokeWidth={1.5} aria-hidden /><span>{text}</span></li>)}
    </ol>
  );
}
