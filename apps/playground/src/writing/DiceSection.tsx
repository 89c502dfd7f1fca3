import { ActionIcon, Button } from '@mantine/core';
import { RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import panel from '../app/Panel.module.css';
import { SchemaForm } from '../controls/SchemaForm.tsx';
import { diceFields, sameTruncation, truncationOf } from '../controls/truncation.ts';
import type { Values } from '../controls/values.ts';
import type { Written } from '../state/writing.ts';
import { DicePanel } from '../views/dice/DicePanel.tsx';
import type { Candidate, Field, OpenedModel } from '../workers/protocol/index.ts';
import type { Look } from './use-look.ts';
import styles from './Writing.module.css';

interface DiceSectionProps {
  readonly model: OpenedModel;
  readonly options: readonly Field[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly run: Written | undefined;
  readonly look: Look;
  readonly onBranch: (candidate: Candidate) => void;
  /** Writes the text again, with the settings of now. */
  readonly onAgain?: (() => void) | undefined;
  /** Below the text rather than beside it: it stays in sight while a token is held. */
  readonly narrow: boolean;
}

/** The weighted dice of one token, and the settings that shape it: what they do is seen while they move. */
export function DiceSection({ model, options, values, onChange, run, look, onBranch, onAgain, narrow }: DiceSectionProps) {
  const { t } = useTranslation();
  const settings = truncationOf(options, values);
  const changed = run !== undefined && !sameTruncation(settings, truncationOf(options, run.request.options));
  // Of a text that is being written the newest token shows how the dice falls; else the one that is looked at.
  const token = run?.tokens[look.index ?? (run.state === 'running' ? run.tokens.length - 1 : -1)];
  const shaping = diceFields(options);
  // Not every model can be told how its text begins.
  const branches = look.index !== undefined && options.some(({ path }) => path.join('.') === 'begin');
  const held = narrow && look.pinned;
  return (
    <section className={`${panel.panel} ${styles.dice}`} data-held={held || undefined} aria-labelledby="dice-title">
      <div className={styles.diceHead}>
        <h2 id="dice-title" className={panel.title}>{t('dice.title')}</h2>
        {held && <ActionIcon size={28} aria-label={t('dice.letGo')} onClick={() => { look.pin(undefined); }}><X size={17} aria-hidden /></ActionIcon>}
      </div>
      <DicePanel token={token} settings={settings} changed={changed} vocabulary={model.vocabulary} onBranch={branches ? onBranch : undefined} />
      {shaping.length > 0 && <div className={styles.shaping}><SchemaForm fields={shaping} values={values} onChange={onChange} /></div>}
      {changed && onAgain !== undefined && run.state !== 'running' && <Button mt={12} size="compact-md" variant="light" leftSection={<RotateCw size={15} aria-hidden />} onClick={onAgain}>{t('dice.again')}</Button>}
    </section>
  );
}
