import { Button, Textarea } from '@mantine/core';
import { SendHorizontal, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import styles from './Chat.module.css';

/** Where one's own turn is written. */
export function Composer({ running, onSay, onStop }: { readonly running: boolean; readonly onSay: (content: string) => void; readonly onStop: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const say = () => {
    if (text.trim() === '' || running) return;
    onSay(text.trim());
    setText('');
  };
  return (
    <div className={styles.composer}>
      <Textarea
        className={styles.message ?? ''} aria-label={t('chat.message')} placeholder={t('chat.placeholder')} description={t('chat.messageNote')} inputWrapperOrder={['label', 'input', 'description', 'error']} autosize minRows={1} maxRows={8} value={text}
        onChange={({ currentTarget }) => { setText(currentTarget.value); }}
        onKeyDown={(event) => {
          // Enter that ends a Korean syllable is not meant for us.
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          say();
        }}
      />
      {running
        ? <Button variant="default" leftSection={<Square size={16} aria-hidden />} onClick={onStop}>{t('common.stop')}</Button>
        : <Button leftSection={<SendHorizontal size={16} aria-hidden />} disabled={text.trim() === ''} onClick={say}>{t('chat.send')}</Button>}
    </div>
  );
}
