import { FigmentError } from '@figment/core';
import type { Kind } from '@figment/core/plugin';

/** How files of a kind may end, the usual one first; all other kinds are text. */
const endings: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  image: ['.png', '.gif', '.apng', '.webp'],
  mask: ['.png'],
  video: ['.gif', '.apng', '.webp', '.png'],
  audio: ['.wav', '.json'],
};

/** The file of a result that a command line does not name; undefined for what is shown instead. */
export function usualFile(kind: Kind): string | undefined {
  const [ending] = endings[kind] ?? [];
  return ending && `sample${ending}`;
}

/** @throws FigmentError `OPTIONS_INVALID` for a file that can't hold what is of this kind */
export function checkFile(kind: Kind, path: string): void {
  const known = endings[kind];
  if (known !== undefined && !known.some((ending) => path.toLowerCase().endsWith(ending))) {
    throw new FigmentError('OPTIONS_INVALID', `--out must end in ${known.join(', ')} for ${kind}, got ${path}.`);
  }
}
