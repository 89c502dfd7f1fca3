import { Switch } from '@mantine/core';
import { useId } from 'react';

import { usePluginText } from '../app/i18n/use-texts.ts';
import { FieldControl } from './FieldControl.tsx';
import type { OptionalRecord } from './groups.ts';
import styles from './SchemaForm.module.css';
import { beginning, valueAt, type Values, withValue } from './values.ts';

interface RecordControlProps {
  readonly item: OptionalRecord;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly disabled: boolean;
}

/** What is off until it is switched on, and then has settings of its own. */
export function RecordControl({ item: { record, fields }, values, onChange, disabled }: RecordControlProps) {
  const say = usePluginText();
  const id = useId();
  const on = valueAt(values, record.of) !== undefined;
  const turn = (next: boolean) => {
    const cleared = withValue(values, record.of, undefined);
    onChange(next ? fields.reduce((changed, field) => (field.default === undefined && !field.record?.needed ? changed : withValue(changed, field.path, beginning(field))), cleared) : cleared);
  };
  return (
    <div className={styles.form}>
      <div>
        <div className={styles.head}>
          <label className={styles.label} htmlFor={id}>{say(record.label)}</label>
          <Switch id={id} checked={on} disabled={disabled} aria-describedby={`${id}-note`} onChange={(event) => { turn(event.currentTarget.checked); }} />
        </div>
        {record.description !== undefined && <p className={styles.note} id={`${id}-note`}>{say(record.description)}</p>}
      </div>
      {on && (
        <div className={styles.inner}>
          {/* What is the default is said all the same: it is by being said that the record is on. */}
          {fields.map((field) => <FieldControl key={field.path.join('.')} field={{ ...field, group: undefined }} value={valueAt(values, field.path)} disabled={disabled} onChange={(value) => { onChange(withValue(values, field.path, value ?? field.default ?? (field.record?.needed === true ? beginning(field) : undefined))); }} />)}
        </div>
      )}
    </div>
  );
}
