import { Button } from '@mantine/core';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../app/Panel.module.css';
import { SchemaForm } from '../controls/SchemaForm.tsx';
import { diceFields, otherFields, sameTruncation, truncationOf } from '../controls/truncation.ts';
import type { Values } from '../controls/values.ts';
import type { Written } from '../state/writing.ts';
import { DicePanel } from '../views/dice/DicePanel.tsx';
import type { Candidate, Field, OpenedModel } from '../workers/protocol/index.ts';
import type { Look } from './use-look.ts';
import styles from './Writing.module.css';

interface DiceSideProps {
  readonly model: OpenedModel;
  readonly options: readonly Field[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly run: Written | undefined;
  readonly look: Look;
  readonly onBranch?: ((candidate: Candidate) => void) | undefined;
  /** Writes the text again, with the settings of now. */
  readonly onAgain?: (() => void) | undefined;
  /** What else is set on this page. */
  readonly children?: ReactNode;
}

/** The weighted dice of one token, and the settings that shape it: what they do is seen while they move. */
export function DiceSide({ model, options, values, onChange, run, look, onBranch, onAgain, children }: DiceSideProps) {
  const { t } = useTranslation();
  const settings = truncationOf(options, values);
  const changed = run !== undefined && !sameTruncation(settings, truncationOf(options, run.request.options));
  // Of a text that is being written the newest token shows how the dice falls; else the one that is looked at.
  const token = run?.tokens[look.index ?? (run.state === 'running' ? run.tokens.length - 1 : -1)];
  const shaping = diceFields(options);
  const others = otherFields(options);
  return (
    <div className={styles.side}>
      <section className={panel.panel} aria-labelledby="dice-title">
        <h2 id="dice-title" className={panel.title}>{t('dice.title')}</h2>
        <DicePanel token={token} settings={settings} changed={changed} vocabulary={model.vocabulary} onBranch={look.index === undefined ? undefined : onBranch} />
        {shaping.length > 0 && <div className={styles.shaping}><SchemaForm fields={shaping} values={values} onChange={onChange} /></div>}
        {changed && onAgain !== undefined && run.state !== 'running' && <Button mt={12} size="compact-md" variant="light" leftSection={<RotateCw size={15} aria-hidden />} onClick={onAgain}>{t('dice.again')}</Button>}
      </section>
      {children}
      {others.length > 0 && (
        <section className={panel.panel}>
          <h2 className={panel.title}>{t('generate.options')}</h2>
          <SchemaForm fields={others} values={values} onChange={onChange} />
        </section>
      )}
    </div>
  );
}
