import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';

import { usePluginText } from '../app/i18n/use-texts.ts';
import type { Field } from '../workers/protocol/index.ts';
import { FieldControl } from './FieldControl.tsx';
import type { Alternatives } from './groups.ts';
import styles from './SchemaForm.module.css';
import { valueAt, type Values, withValue } from './values.ts';

interface AlternativesControlProps {
  readonly alternatives: Alternatives;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly disabled: boolean;
}

/** First how to say it, then the fields of that way. */
export function AlternativesControl({ alternatives: { of, ways }, values, onChange, disabled }: AlternativesControlProps) {
  const say = usePluginText();
  const id = useId();
  const said = valueAt(values, of);
  const plain = ways.findIndex((fields) => fields.some((field) => !isInside(field, of)));
  const standard = ways[plain]?.[0]?.default === undefined ? ways.findIndex((_, i) => i !== plain) : plain;
  // The way that the value is said in; without a value, the one that has the default.
  const chosen = said === undefined ? standard : ways.findIndex((way) => way.some((field) => isInside(field, of)) === (typeof said === 'object'));
  const fields = ways[chosen] ?? [];

  const choose = (next: number) => {
    if (next === standard) {
      onChange(withValue(values, of, undefined));
      return;
    }
    onChange((ways[next] ?? []).reduce((changed, field) => withValue(changed, field.path, field.default ?? field.minimum ?? field.choices?.[0]), withValue(values, of, undefined)));
  };
  return (
    <div className={styles.form}>
      <div className={styles.head}>
        <span className={styles.label} id={id}>{say(title(of))}</span>
        <SegmentedControl size="xs" disabled={disabled} aria-labelledby={id} value={String(chosen)} onChange={(next) => { choose(Number(next)); }} data={ways.map((way, i) => ({ value: String(i), label: way.map((field) => (isInside(field, of) ? say(field.label) : say(wordFor(field)))).join(', ') }))} />
      </div>
      {fields.map((field) => (
        <FieldControl key={field.path.join('.')} field={field} value={valueAt(values, field.path)} disabled={disabled} onChange={(value) => { onChange(withValue(values, field.path, value ?? (chosen === standard ? undefined : field.default ?? field.minimum))); }} />
      ))}
    </div>
  );
}

function isInside(field: Field, of: readonly string[]): boolean {
  return field.path.length > of.length;
}

function wordFor({ type }: Field): string {
  return type === 'integer' || type === 'number' ? 'Number' : type === 'choice' ? 'Choice' : type === 'boolean' ? 'Switch' : 'List';
}

function title(path: readonly string[]): string {
  const name = path.at(-1) ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
}
