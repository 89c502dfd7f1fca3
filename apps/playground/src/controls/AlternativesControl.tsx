import { SegmentedControl, Select } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { usePluginText } from '../app/i18n/use-texts.ts';
import type { Field } from '../workers/protocol/index.ts';
import { FieldControl } from './FieldControl.tsx';
import type { Alternatives } from './groups.ts';
import styles from './SchemaForm.module.css';
import { beginning, fitsType, valueAt, type Values, withValue } from './values.ts';

interface AlternativesControlProps {
  readonly alternatives: Alternatives;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly disabled: boolean;
}

/** Characters of all ways together that stand side by side; more are a list. */
const sideBySide = 30;

/** First how to say it, then the fields of that way. */
export function AlternativesControl({ alternatives: { of, ways }, values, onChange, disabled }: AlternativesControlProps) {
  const { t } = useTranslation();
  const say = usePluginText();
  const id = useId();
  // Where no way has a default, nothing is said at first.
  const standard = ways.findIndex((way) => way.some((field) => field.default !== undefined));
  const said = ways.findIndex((way) => way.some((field) => fitsType(field, valueAt(values, field.path))));
  const chosen = said < 0 ? standard : said;
  const fields = ways[chosen] ?? [];
  const choices = [...(standard < 0 ? [{ value: '-1', label: t('form.unsaid') }] : []), ...ways.map((way, i) => ({ value: String(i), label: way.map((field) => say(nameOf(field, of))).join(', ') }))];

  const choose = (next: number) => {
    const cleared = withValue(values, of, undefined);
    onChange(next === standard ? cleared : (ways[next] ?? []).reduce((changed, field) => withValue(changed, field.path, beginning(field)), cleared));
  };
  return (
    <div className={styles.form}>
      <div className={styles.head}>
        <span className={styles.label} id={id}>{say(title(of))}</span>
        {choices.reduce((sum, { label }) => sum + label.length, 0) <= sideBySide
          ? <SegmentedControl size="xs" disabled={disabled} aria-labelledby={id} value={String(chosen)} onChange={(next) => { choose(Number(next)); }} data={choices} />
          : <Select size="xs" w={170} allowDeselect={false} disabled={disabled} aria-labelledby={id} value={String(chosen)} onChange={(next) => { if (next !== null) choose(Number(next)); }} data={choices} />}
      </div>
      {fields.filter((field) => !isSettled(field)).map((field) => (
        <FieldControl key={field.path.join('.')} field={field} value={valueAt(values, field.path)} disabled={disabled} onChange={(value) => { onChange(withValue(values, field.path, value ?? (chosen === standard ? undefined : beginning(field)))); }} />
      ))}
    </div>
  );
}

/** A way that is said by being chosen: there is nothing more to say. */
function isSettled({ type, choices, default: standard }: Field): boolean {
  return (type === 'choice' && choices?.length === 1) || (type === 'boolean' && standard === undefined);
}

/** A field within the record by its own name, other ways by what they are. */
function nameOf({ path, type, label, choices }: Field, of: readonly string[]): string {
  if (path.length > of.length) return label;
  if (type === 'choice' && choices?.length === 1) return choices[0] === false ? 'Off' : String(choices[0]);
  return type === 'integer' || type === 'number' ? 'Number' : type === 'choice' ? 'Choice' : type === 'boolean' ? 'Switch' : 'List';
}

function title(path: readonly string[]): string {
  const name = path.at(-1) ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
