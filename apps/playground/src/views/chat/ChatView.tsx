import { useTranslation } from 'react-i18next';

import type { ChatMessage } from '../../workers/protocol/index.ts';
import type { ViewProps } from '../view.ts';
import styles from './ChatView.module.css';

/** A conversation, turn by turn. */
export function ChatView({ shown }: ViewProps) {
  const { t } = useTranslation();
  return (
    <ol className={styles.turns}>
      {(shown.value as readonly ChatMessage[]).map(({ role, content }, i) => (
        <li key={i} className={styles.turn} data-role={role}>
          <span className={styles.role}>{t(`chat.role.${role}`)}</span>
          <p className={styles.content}>{content}</p>
        </li>
      ))}
    </ol>
  );
}
