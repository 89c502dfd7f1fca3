import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../app/Panel.module.css';
import { SchemaForm } from '../controls/SchemaForm.tsx';
import { otherFields } from '../controls/truncation.ts';
import type { Values } from '../controls/values.ts';
import type { Field } from '../workers/protocol/index.ts';
import styles from './Writing.module.css';

interface DiceSideProps {
  readonly options: readonly Field[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  /** The dice, where there is room for it beside the text. */
  readonly dice: ReactNode;
  /** What else is set on this page. */
  readonly children?: ReactNode;
}

/** Beside the text: the dice, and what else shapes it. */
export function DiceSide({ options, values, onChange, dice, children }: DiceSideProps) {
  const { t } = useTranslation();
  const others = otherFields(options);
  return (
    <div className={styles.side}>
      {dice}
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
