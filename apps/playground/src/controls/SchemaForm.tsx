import { Accordion, Badge, Button } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Field } from '../workers/protocol/index.ts';
import { AlternativesControl } from './AlternativesControl.tsx';
import { FieldControl } from './FieldControl.tsx';
import { grouped, isAlternatives, isOptionalRecord, type Item } from './groups.ts';
import { RecordControl } from './RecordControl.tsx';
import styles from './SchemaForm.module.css';
import { valueAt, type Values, withValue } from './values.ts';

interface SchemaFormProps {
  readonly fields: readonly Field[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly disabled?: boolean;
}

/** A form made from a schema: each field with its description under it, the advanced ones folded away. */
export function SchemaForm({ fields, values, onChange, disabled = false }: SchemaFormProps) {
  const { t } = useTranslation();
  const control = (field: Field) => (
    <FieldControl key={field.path.join('.')} field={field} value={valueAt(values, field.path)} disabled={disabled} onChange={(value) => { onChange(withValue(values, field.path, value)); }} />
  );
  const item = (each: Item) => (isAlternatives(each)
    ? <AlternativesControl key={each.of.join('.')} alternatives={each} values={values} onChange={onChange} disabled={disabled} />
    : isOptionalRecord(each) ? <RecordControl key={each.record.of.join('.')} item={each} values={values} onChange={onChange} disabled={disabled} /> : control(each));
  const basic = grouped(fields.filter(({ advanced }) => !advanced));
  const advanced = fields.filter((field) => field.advanced);
  const changed = advanced.filter(({ path }) => valueAt(values, path) !== undefined).length;
  return (
    <div className={styles.form}>
      {basic.map(item)}
      {advanced.length > 0 && (
        <Accordion variant="default" classNames={{ item: styles.foldItem ?? '', control: styles.foldControl ?? '', content: styles.foldContent ?? '', label: styles.foldLabel ?? '', chevron: styles.foldChevron ?? '' }} chevronPosition="left">
          <Accordion.Item value="advanced">
            <Accordion.Control>
              {t('form.advanced')}
              {changed > 0 && <Badge ml={8} size="sm" variant="light" tt="none">{t('form.changed', { count: changed })}</Badge>}
            </Accordion.Control>
            <Accordion.Panel><div className={styles.form}>{grouped(advanced).map(item)}</div></Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
      {Object.keys(values).length > 0 && fields.some(({ path }) => valueAt(values, path) !== undefined) && (
        <Button variant="subtle" color="gray" size="compact-sm" className={styles.reset} leftSection={<RotateCcw size={14} aria-hidden />} disabled={disabled}
          onClick={() => { onChange(fields.reduce((rest, { path }) => withValue(rest, path, undefined), values)); }}
        >{t('common.reset')}</Button>
      )}
    </div>
  );
}
