import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { Check, ChevronLeft, ChevronRight, Copy, Dices } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { answerOf, type Turn } from '../../state/conversation.ts';
import { WrittenText } from '../../views/written/WrittenText.tsx';
import type { Look } from '../../writing/use-look.ts';
import { WrittenStatus } from '../../writing/WrittenStatus.tsx';
import styles from './Chat.module.css';

interface AnswerProps {
  readonly turn: Extract<Turn, { role: 'assistant' }>;
  readonly look: Look;
  readonly coloured: boolean;
  readonly onChoose: (chosen: number) => void;
  readonly onAgain: () => void;
}

/** The model's turn: one of the answers that were tried, token by token. */
export function Answer({ turn: { answers, chosen }, look, coloured, onChoose, onAgain }: AnswerProps) {
  const { t } = useTranslation();
  const written = answers[chosen];
  if (written === undefined) return null;
  const running = written.state === 'running';
  const choose = (next: number) => {
    look.pin(undefined);
    onChoose(next);
  };
  return (
    <li className={styles.answer} data-testid="answer" data-state={written.state} data-seed={written.request.seed}>
      <span className={styles.role}>{t('chat.role.assistant')}</span>
      <div className={styles.words}>
        <WrittenText label={t('dice.text')} tokens={written.tokens} coloured={coloured} active={look.index} pinned={look.pinned} running={running} onLook={look.look} onPin={look.pin} />
        {!running && written.error === undefined && answerOf(written).trim() === '' && <p className={styles.silent}>{t('chat.noAnswer')}</p>}
      </div>
      {written.error !== undefined && <ErrorPanel error={written.error} />}
      <div className={styles.under}>
        <span className={styles.row}>
          <Tooltip label={t('chat.again')}><ActionIcon size={28} aria-label={t('chat.again')} onClick={onAgain}><Dices size={17} aria-hidden /></ActionIcon></Tooltip>
          <CopyButton value={answerOf(written)}>
            {({ copied, copy }) => <Tooltip label={copied ? t('common.copied') : t('view.text.copy')}><ActionIcon size={28} aria-label={t('view.text.copy')} onClick={copy}>{copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}</ActionIcon></Tooltip>}
          </CopyButton>
          {answers.length > 1 && (
            <span className={styles.row}>
              <ActionIcon size={28} aria-label={t('chat.earlier')} disabled={chosen === 0} onClick={() => { choose(chosen - 1); }}><ChevronLeft size={16} aria-hidden /></ActionIcon>
              <span className={styles.count}>{t('chat.variant', { index: chosen + 1, count: answers.length })}</span>
              <ActionIcon size={28} aria-label={t('chat.later')} disabled={chosen === answers.length - 1} onClick={() => { choose(chosen + 1); }}><ChevronRight size={16} aria-hidden /></ActionIcon>
            </span>
          )}
        </span>
        <WrittenStatus run={written} />
      </div>
    </li>
  );
}
