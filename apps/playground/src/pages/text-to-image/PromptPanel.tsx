import { Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { Examples } from '../../writing/Examples.tsx';
import styles from './TextToImage.module.css';

interface PromptPanelProps {
  readonly prompt: string;
  readonly onPrompt: (text: string) => void;
  /** The text at the other end, for ways between two. */
  readonly other: { readonly text: string; readonly onChange: (text: string) => void } | undefined;
  /** What is to be kept out, for ways that can be told. */
  readonly negative: { readonly text: string; readonly onChange: (text: string) => void } | undefined;
  readonly captions: readonly string[];
  /** A caption was chosen: something is to be seen of it at once. */
  readonly onChosen: () => void;
  readonly onSubmit: () => void;
}

/** What is to be seen, in words. */
export function PromptPanel({ prompt, onPrompt, other, negative, captions, onChosen, onSubmit }: PromptPanelProps) {
  const { t } = useTranslation();
  const examples = captions.map((text) => ({ name: text, text }));
  const submit = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSubmit();
  };
  return (
    <div className={styles.prompts}>
      <Textarea
        label={t(other === undefined ? 'textToImage.prompt' : 'textToImage.from')} placeholder={t('textToImage.placeholder')} autosize minRows={1} maxRows={6} size="md" value={prompt}
        onChange={({ currentTarget }) => { onPrompt(currentTarget.value); }} onKeyDown={submit}
      />
      <Examples label={t('textToImage.examples')} examples={examples} current={prompt} onPick={(text) => { onChosen(); onPrompt(text); }} />
      {other !== undefined && (
        <>
          <Textarea label={t('textToImage.to')} autosize minRows={1} maxRows={6} size="md" value={other.text} onChange={({ currentTarget }) => { other.onChange(currentTarget.value); }} onKeyDown={submit} />
          <Examples label={t('textToImage.examplesTo')} examples={examples} current={other.text} onPick={(text) => { onChosen(); other.onChange(text); }} />
        </>
      )}
      {negative !== undefined && (
        <TextInput
          label={t('textToImage.negative')} description={t('textToImage.negativeNote')} inputWrapperOrder={['label', 'input', 'description']} value={negative.text}
          onChange={({ currentTarget }) => { negative.onChange(currentTarget.value); }} onKeyDown={submit}
        />
      )}
    </div>
  );
}
