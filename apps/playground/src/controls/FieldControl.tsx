import { JsonInput, NumberInput, SegmentedControl, Select, Slider, Switch, Textarea } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../app/i18n/format.ts';
import { usePluginText } from '../app/i18n/use-texts.ts';
import type { Field } from '../workers/protocol/index.ts';
import { NumbersControl } from './NumbersControl.tsx';
import { PairsInput } from './PairsInput.tsx';
import styles from './SchemaForm.module.css';
import { SuggestionsControl } from './SuggestionsControl.tsx';
import { TagsInput } from './TagsInput.tsx';
import { type Problem, problemOf } from './values.ts';

interface FieldControlProps {
  readonly field: Field;
  /** What was said; undefined leaves the default. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly disabled: boolean;
}

/** One setting: name, control, and one line about what it does. */
export function FieldControl(props: FieldControlProps) {
  const { field, value } = props;
  const { t } = useTranslation();
  const say = usePluginText();
  const format = useFormat();
  const id = useId();
  const problem = problemOf(field, value ?? field.default);
  const standard = field.default === undefined || value === undefined || typeof field.default === 'object' ? '' : t('common.default', { value: inShort(field.default) });
  const notes = [field.description === undefined ? '' : say(field.description), standard].filter(Boolean).join(' · ');
  const Control = controlFor(field);
  return (
    <div className={styles.control}>
      <Control {...props} id={id} label={say(field.label)} group={field.group === undefined ? undefined : say(field.group)} describedBy={`${id}-note`} />
      {notes !== '' && <p className={styles.note} id={`${id}-note`}>{notes}</p>}
      {problem !== undefined && <p className={styles.problem} role="alert">{t('form.invalid', { what: inWords(problem), value: inShort(value) })}</p>}
    </div>
  );

  function inWords(wrong: Problem): string {
    if (wrong.kind !== 'range') return t('form.integer');
    const minimum = wrong.minimum === undefined ? '' : format.plain(wrong.minimum);
    const maximum = wrong.maximum === undefined ? '' : format.plain(wrong.maximum);
    return t(maximum === '' ? 'form.atLeast' : minimum === '' ? 'form.atMost' : 'form.range', { minimum, maximum });
  }
}

interface ControlProps extends FieldControlProps {
  readonly id: string;
  readonly label: string;
  readonly group: string | undefined;
  readonly describedBy: string;
}

/** A value as a word or two. */
function inShort(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function controlFor(field: Field) {
  switch (field.type) {
    case 'integer':
    case 'number': return NumberControl;
    case 'boolean': return BooleanControl;
    case 'choice': return ChoiceControl;
    case 'text': return field.suggestions === undefined ? TextControl : SuggestedControl;
    case 'numbers': return ListControl;
    case 'tags': return TagsControl;
    case 'pairs': return PairsControl;
    case 'json': return JsonControl;
  }
}

/** A slider where the range is small enough to feel, beside the number itself. */
function NumberControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  const { minimum, maximum } = field;
  const current = typeof value === 'number' ? value : typeof field.default === 'number' ? field.default : undefined;
  const step = field.step ?? (field.type === 'integer' ? 1 : stepFor(minimum, maximum, current));
  const [from, to] = field.reach ?? [minimum, maximum];
  const sliding = from !== undefined && to !== undefined && (to - from) / step <= 400;
  return (
    <>
      <div className={styles.head}>
        <label className={styles.label} htmlFor={id}><Title label={label} group={group} /></label>
        <NumberInput
          id={id} size="xs" w={104} value={current ?? ''} step={step} disabled={disabled} aria-describedby={describedBy} hideControls={sliding}
          allowDecimal={field.type === 'number'} decimalScale={8} clampBehavior="none" {...(minimum !== undefined && { min: minimum })} {...(maximum !== undefined && { max: maximum })}
          onChange={(next) => { onChange(typeof next === 'number' && next !== field.default ? next : next === field.default || next === '' ? undefined : Number(next)); }}
        />
      </div>
      {sliding && <Slider className={styles.slider} size="sm" min={from} max={to} step={step} value={Math.min(to, Math.max(from, current ?? from))} label={null} disabled={disabled} thumbLabel={label} onChange={(next) => { onChange(next === field.default ? undefined : next); }} />}
    </>
  );
}

function Title({ label, group }: { label: string; group: string | undefined }) {
  return group === undefined ? label : <><span className={styles.group}>{group} · </span>{label}</>;
}

function stepFor(minimum: number | undefined, maximum: number | undefined, current: number | undefined): number {
  if (minimum !== undefined && maximum !== undefined) return 10 ** Math.floor(Math.log10((maximum - minimum) / 50));
  return current === undefined || current === 0 ? 0.1 : 10 ** Math.floor(Math.log10(Math.abs(current)));
}

function BooleanControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  const checked = typeof value === 'boolean' ? value : field.default === true;
  return (
    <div className={styles.head}>
      <label className={styles.label} htmlFor={id}><Title label={label} group={group} /></label>
      <Switch id={id} checked={checked} disabled={disabled} aria-describedby={describedBy} onChange={(event) => { onChange(event.currentTarget.checked === field.default ? undefined : event.currentTarget.checked); }} />
    </div>
  );
}

function ChoiceControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  const say = usePluginText();
  const choices = field.choices ?? [];
  const data = choices.map((choice) => ({ value: String(choice), label: say(String(choice)) }));
  const current = inShort(value ?? field.default);
  const set = (next: string | null) => {
    const chosen = choices.find((choice) => String(choice) === next);
    onChange(chosen === field.default ? undefined : chosen);
  };
  if (choices.length <= 4 && data.reduce((sum, each) => sum + each.label.length, 0) <= 24) {
    return (
      <div className={styles.head}>
        <span className={styles.label} id={id}><Title label={label} group={group} /></span>
        <SegmentedControl size="xs" data={data} value={current} onChange={set} disabled={disabled} aria-labelledby={id} aria-describedby={describedBy} />
      </div>
    );
  }
  return (
    <div className={styles.head}>
      <label className={styles.label} htmlFor={id}><Title label={label} group={group} /></label>
      <Select id={id} size="xs" w={150} data={data} value={current} onChange={set} disabled={disabled} aria-describedby={describedBy} />
    </div>
  );
}

/** Of any number of lines: a line may end within a grammar, or be one of the characters of an alphabet. */
function TextControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  return <Textarea id={id} size="sm" label={<Title label={label} group={group} />} autosize minRows={1} maxRows={8} disabled={disabled} aria-describedby={describedBy} value={inShort(value ?? field.default)} onChange={(event) => { onChange(event.currentTarget.value === field.default ? undefined : event.currentTarget.value); }} />;
}

function SuggestedControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  return <SuggestionsControl id={id} label={<Title label={label} group={group} />} suggestions={field.suggestions ?? []} value={inShort(value ?? field.default)} disabled={disabled} describedBy={describedBy} onChange={(next) => { onChange(next === field.default ? undefined : next); }} />;
}

function ListControl({ field, value, onChange, disabled, id, label }: ControlProps) {
  const { minimum = -3, maximum = 3, maxItems = 8 } = field;
  const values = Array.isArray(value) ? (value as number[]) : Array.isArray(field.default) ? (field.default as number[]) : [];
  return (
    <>
      <p className={styles.label} id={id}>{label}</p>
      <NumbersControl values={values} count={maxItems} minimum={minimum} maximum={maximum} step={field.step ?? 0.1} disabled={disabled} label={label} onChange={(next) => { onChange(next.length === 0 ? undefined : next); }} />
    </>
  );
}

function TagsControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  const current = Array.isArray(value) ? value : Array.isArray(field.default) ? field.default : [];
  return <TagsInput id={id} label={<Title label={label} group={group} />} items={field.items ?? 'any'} values={current as readonly (string | number)[]} disabled={disabled} describedBy={describedBy} onChange={(next) => { onChange(isSame(next, field.default) ? undefined : next); }} />;
}

function PairsControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  const current = typeof value === 'object' && value !== null ? value : typeof field.default === 'object' && field.default !== null ? field.default : {};
  return <PairsInput id={id} label={<Title label={label} group={group} />} items={field.items ?? 'text'} pairs={current as Readonly<Record<string, string | number>>} disabled={disabled} describedBy={describedBy} onChange={(next) => { onChange(Object.keys(next).length === 0 || isSame(next, field.default) ? undefined : next); }} />;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** For what has no control of its own: nested lists and records. */
function JsonControl({ field, value, onChange, disabled, id, label, group, describedBy }: ControlProps) {
  const { t } = useTranslation();
  const shown = value ?? field.default;
  return (
    <JsonInput
      id={id} size="xs" label={<Title label={label} group={group} />} autosize minRows={1} formatOnBlur disabled={disabled} aria-describedby={describedBy}
      defaultValue={shown === undefined ? '' : JSON.stringify(shown)} placeholder="JSON" validationError={t('form.json', { message: '' }).replace(/[:\s]+$/, '')}
      onChange={(text) => {
        try {
          const next: unknown = text.trim() === '' ? undefined : JSON.parse(text);
          onChange(isSame(next, field.default) ? undefined : next);
        } catch {
          // Half-typed: what was said before stays until this is whole.
        }
      }}
    />
  );
}
