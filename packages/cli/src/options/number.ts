import { InvalidArgumentError } from 'commander';

/** A parser for a numeric flag. */
export function number({ integer = false, min = -Infinity, max = Infinity }: { integer?: boolean; min?: number; max?: number } = {}): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || Number.isNaN(value) || (integer && !Number.isSafeInteger(value)) || value < min || value > max) {
      const range = [Number.isFinite(min) ? `at least ${min}` : '', Number.isFinite(max) ? `at most ${max}` : ''].filter(Boolean).join(', ');
      throw new InvalidArgumentError(`It must be a ${integer ? 'whole ' : ''}number${range === '' ? '' : ` (${range})`}.`);
    }
    return value;
  };
}
