import { ActionIcon, Button, Switch, Textarea, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Link2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import { longestText } from '../../state/tokenize-url.ts';
import { type Example, examples } from './examples.ts';
import styles from './TextBox.module.css';

/** A longer text is cut: more than a page can hold without getting slow, and more than anybody reads. */
export const mostUnits = 4_000_000;

interface TextBoxProps {
  readonly text: string;
  readonly size: { readonly characters: number; readonly bytes: number } | undefined;
  readonly wasCut: boolean;
  readonly special: boolean;
  /** Whether a tokenizer is chosen that others do not have. */
  readonly own: boolean;
  readonly onText: (text: string, caret: number | undefined) => void;
  readonly onSpecial: (special: boolean) => void;
}

/** The text, examples to begin with, and whether special tokens in it are read. */
export function TextBox({ text, size, wasCut, special, own, onText, onSpecial }: TextBoxProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const clipboard = useClipboard();
  return (
    <section className={panel.panel}>
      <div className={styles.examples} role="group" aria-label={t('tokenize.text.examples')}>
        <span className={styles.examplesLabel} aria-hidden>{t('tokenize.text.examples')}</span>
        {(Object.entries(examples) as [Example, string][]).map(([name, example]) => (
          <button key={name} type="button" className={styles.example} aria-pressed={text === example} onClick={() => { onText(example, undefined); }}>{t(`tokenize.text.example.${name}`)}</button>
        ))}
      </div>
      <div className={styles.box}>
        <Textarea
          aria-label={t('tokenize.text.label')} placeholder={t('tokenize.text.placeholder')} value={text} rows={5} spellCheck={false} autoCapitalize="off" autoCorrect="off" autoComplete="off"
          classNames={{ input: styles.input ?? '' }} onChange={({ currentTarget }) => { onText(currentTarget.value, currentTarget.selectionEnd); }}
        />
        {text !== '' && <Tooltip label={t('tokenize.text.clear')}><ActionIcon className={styles.clear} aria-label={t('tokenize.text.clear')} onClick={() => { onText('', undefined); }}><X size={16} aria-hidden /></ActionIcon></Tooltip>}
      </div>
      <div className={styles.below}>
        <Tooltip label={t('tokenize.text.sizeNote')} multiline w={280}>
          <p className={styles.size} tabIndex={0} data-testid="text-size">{size === undefined ? '\u00A0' : t('tokenize.text.size', { characters: format.number(size.characters), bytes: format.number(size.bytes) })}</p>
        </Tooltip>
        <div className={styles.link}>
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={clipboard.copied ? <Check size={15} aria-hidden /> : <Link2 size={15} aria-hidden />} onClick={() => { clipboard.copy(location.href); }}>{clipboard.copied ? t('common.copied') : t('tokenize.text.link')}</Button>
          <span className={styles.fine}>{own ? t('tokenize.text.linkOwn') : text.length > longestText ? t('tokenize.text.linkLong') : t('tokenize.text.linkNote')}</span>
        </div>
      </div>
      {wasCut && <p className={styles.cut} role="status">{t('tokenize.text.cut', { most: format.number(mostUnits) })}</p>}
      <Switch className={styles.special} checked={special} onChange={(event) => { onSpecial(event.currentTarget.checked); }} label={t('tokenize.text.special')} description={special ? t('tokenize.text.specialOn') : t('tokenize.text.specialOff')} data-danger={special || undefined} />
    </section>
  );
}
