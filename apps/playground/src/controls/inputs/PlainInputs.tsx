import { NumberInput, Textarea } from '@mantine/core';

import { type InputControlProps, plainInput } from './input.ts';

export function TextInput({ label, value, onChange }: InputControlProps) {
  const text = value?.from === 'plain' ? String(value.value) : '';
  return <Textarea label={label} autosize minRows={2} maxRows={8} value={text} onChange={(event) => { onChange(plainInput('text', event.currentTarget.value)); }} />;
}

export function LabelInput({ label, value, onChange }: InputControlProps) {
  const number = value?.from === 'plain' ? Number(value.value) : 0;
  return <NumberInput label={label} min={0} allowDecimal={false} value={number} onChange={(next) => { if (typeof next === 'number') onChange(plainInput('label', next)); }} />;
}
