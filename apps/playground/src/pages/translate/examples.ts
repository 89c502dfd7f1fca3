import type { ExampleText } from '../../writing/Examples.tsx';

/** Messages of programs, as the translator that ships has read them. */
export const examples: readonly ExampleText[] = [
  'Deletes the selected version.',
  'The file could not be opened.',
  'Click the Edit button.',
  'Inserts a new row above the active cell.',
  'This name is already in use.',
].map((text) => ({ name: text, text }));
