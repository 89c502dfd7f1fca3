import { Textarea } from '@mantine/core';
import { useState } from 'react';

import { DerivedFrom } from './DerivedFrom.tsx';
import { type InputControlProps, numbersOf, plainInput } from './input.ts';

/** A row of code numbers: taken from a picture, or written by hand. */
export function TokensInput(props: InputControlProps) {
  const { label, value, onChange } = props;
  const held = numbersOf(value).join(' ');
  // What is being typed stays as it is typed; what comes from elsewhere replaces it.
  const [typed, setTyped] = useState<{ readonly text: string; readonly stands: string } | undefined>(undefined);
  return (
    <div>
      <DerivedFrom {...props} />
      <Textarea
        label={label} autosize minRows={3} maxRows={10} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }} value={typed?.stands === held ? typed.text : held}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const numbers = text.split(/[\s,]+/).filter((word) => /^\d+$/.test(word)).map(Number);
          setTyped({ text, stands: numbers.join(' ') });
          onChange(plainInput('tokens', { data: Int32Array.from(numbers), shape: [numbers.length] }));
        }}
      />
    </div>
  );
}
