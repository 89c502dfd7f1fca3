import { CircleCheck, Hourglass, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { usePluginText } from '../../app/i18n/use-texts.ts';
import { isCalm } from '../../workers/protocol/index.ts';
import styles from './Balance.module.css';
import { useVerdictName } from './use-verdict-name.ts';

interface VerdictWordsProps {
  readonly verdict: string;
  /** Why, and what to do, as the model says it. */
  readonly reason: string;
}

/** How the two networks stand, in words: what it is called, what it means, and where something is wrong, why and what helps. */
export function VerdictWords({ verdict, reason }: VerdictWordsProps) {
  const { t } = useTranslation();
  const say = usePluginText();
  const nameOf = useVerdictName();
  const Icon = verdict === 'healthy' ? CircleCheck : verdict === 'warmingUp' ? Hourglass : TriangleAlert;
  const meaning = t(`balance.meaning.${verdict}`, { defaultValue: '' });
  return (
    <div className={styles.words} role="status" data-testid="verdict" data-verdict={verdict} data-calm={isCalm(verdict)}>
      <p className={styles.verdict}><Icon size={20} strokeWidth={1.75} aria-hidden />{nameOf(verdict)}</p>
      <p className={styles.meaning}>{[meaning, say(reason)].filter(Boolean).join(' ')}</p>
    </div>
  );
}
