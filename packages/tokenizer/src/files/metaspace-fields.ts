import type { Fields } from './fields.ts';

/** How a metaspace component of a `tokenizer.json` treats spaces. */
export interface MetaspaceFields {
  readonly replacement: string;
  readonly prependScheme: 'always' | 'first' | 'never';
  readonly split: boolean;
}

/** Reads `Metaspace`, a pre-tokenizer and a decoder; `add_prefix_space` is what files before 2024 had instead of `prepend_scheme`. */
export function metaspaceFields(fields: Fields): MetaspaceFields {
  const replacement = fields.string('replacement');
  if ([...replacement].length !== 1) throw fields.unfit('replacement', 'one character');
  const schemes = { always: 'always', first: 'first', never: 'never' } as const;
  const scheme = fields.optional('prepend_scheme', (name) => fields.oneOf(name, schemes));
  const isAdded = fields.boolean('add_prefix_space', true);
  if (!isAdded && scheme !== undefined && scheme !== 'never') throw fields.unfit('add_prefix_space', `true where prepend_scheme is "${scheme}"`);
  return { replacement, prependScheme: isAdded ? (scheme ?? 'always') : 'never', split: fields.boolean('split', true) };
}
