import { FigmentError } from '../../errors.ts';
import type { Shape } from '../../tensor.ts';

/** One letter, or one axis of an ellipsis, stands for one axis. */
export type Labels = readonly string[];

export interface EinsumPlan {
  readonly inputs: readonly Labels[];
  readonly output: Labels;
}

/**
 * Reads `ij,jk->ik`. Without `->` the output has the letters that occur once, in alphabetical order, after the ellipsis.
 *
 * @throws FigmentError `OPTIONS_INVALID` for an equation that makes no sense, `SHAPE_MISMATCH` when the shapes don't fit it
 */
export function planEinsum(equation: string, shapes: readonly Shape[]): EinsumPlan {
  const refuse = (reason: string): never => {
    throw new FigmentError('OPTIONS_INVALID', `einsum: ${reason}, got '${equation}'.`);
  };
  const [left = '', right, ...rest] = equation.replaceAll(/\s/g, '').split('->');
  if (rest.length > 0) refuse('the equation must have at most one ->');
  const terms = left.split(',');
  if (terms.length !== shapes.length) refuse(`the equation must have a term for each of ${shapes.length} inputs`);
  for (const term of right === undefined ? terms : [...terms, right]) if (!/^[a-zA-Z]*(\.\.\.)?[a-zA-Z]*$/.test(term)) refuse(`'${term}' must be letters and at most one ellipsis`);

  const widest = Math.max(0, ...terms.map((term, i) => (term.includes('...') ? (shapes[i] as Shape).length - letters(term).length : 0)));
  const inputs = terms.map((term, i) => {
    const shape = shapes[i] as Shape;
    const free = shape.length - letters(term).length;
    if (free < 0 || (free > 0 && !term.includes('...'))) {
      throw new FigmentError('SHAPE_MISMATCH', `einsum: input ${i} must have the axes '${term}', got shape [${shape.join(', ')}].`);
    }
    return expand(term, free, widest);
  });
  const output = right === undefined ? impliedOutput(terms, widest) : expand(right, right.includes('...') ? widest : 0, widest);
  if (new Set(output).size !== output.length) refuse('no axis may occur twice in the output');
  for (const label of output) if (!inputs.some((labels) => labels.includes(label))) refuse(`'${label}' of the output must occur in an input`);
  checkLengths(inputs, shapes);
  return { inputs, output };
}

const letters = (term: string): string => term.replace('...', '');

/** Axes of an ellipsis are aligned at its end: '.0' is the last of them. */
function expand(term: string, axes: number, widest: number): Labels {
  const [before = '', after] = term.split('...');
  if (after === undefined) return Array.from(before);
  const free = Math.min(axes, widest);
  return [...Array.from(before), ...Array.from({ length: free }, (_, i) => `.${free - 1 - i}`), ...Array.from(after)];
}

function impliedOutput(terms: readonly string[], widest: number): Labels {
  const all = terms.map(letters).join('');
  const once = [...new Set(all)].filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter)).sort();
  return [...expand('...', widest, widest), ...once];
}

/** An axis has one length, but 1 goes with any within an ellipsis. */
function checkLengths(inputs: readonly Labels[], shapes: readonly Shape[]): void {
  const lengths = new Map<string, number>();
  for (const [i, labels] of inputs.entries()) {
    for (const [axis, label] of labels.entries()) {
      const length = (shapes[i] as Shape)[axis] as number;
      const known = lengths.get(label);
      const broadcasts = known === 1 || length === 1;
      if (known !== undefined && known !== length && !broadcasts) {
        throw new FigmentError('SHAPE_MISMATCH', `einsum: axis '${label}' must have one length, got ${known} and ${length} (input ${i}).`);
      }
      lengths.set(label, Math.max(known ?? 1, length));
    }
  }
}
