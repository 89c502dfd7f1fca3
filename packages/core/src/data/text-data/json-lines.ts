import { FigmentError, reasonOf } from '../../errors.ts';

/** One JSON value a line; empty lines are left out. @throws FigmentError `DATA_INVALID` */
export function jsonLines(text: string, file: string): { readonly value: unknown; readonly place: string }[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = `${file}, line ${i + 1},`;
    try {
      return [{ value: JSON.parse(line) as unknown, place }];
    } catch (cause) {
      throw new FigmentError('DATA_INVALID', `${place} must be JSON: ${reasonOf(cause)}.`, { cause });
    }
  });
}
