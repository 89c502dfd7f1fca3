import { choice, empty, type Expression, literal, sequence } from '../automaton/expression.ts';

/**
 * Where JSON has spaces: nowhere, as `JSON.stringify(value)`; after `,` and `:`, as Python's `json.dumps`; or on lines of their own with
 * two spaces for each level, as `JSON.stringify(value, null, 2)`.
 */
export type Whitespace = 'compact' | 'spaced' | 'pretty';

/** The signs of JSON with the spaces beside them. */
export interface Layout {
  readonly comma: Expression;
  readonly colon: Expression;
  /** Values between brackets: those there are, or, where `canBeEmpty`, none. */
  within(brackets: string, values: Expression, canBeEmpty: boolean): Expression;
}

export function layoutOf(whitespace: Whitespace): Layout {
  const isPretty = whitespace === 'pretty';
  const line = (closes: boolean): Expression => (isPretty ? { kind: 'line', indent: '  ', closes } : empty);
  return {
    comma: isPretty ? sequence(literal(','), line(false)) : literal(whitespace === 'compact' ? ',' : ', '),
    colon: literal(whitespace === 'compact' ? ':' : ': '),
    within: (brackets, values, canBeEmpty) => choice([
      sequence(literal(brackets[0]!), line(false), values, line(true), literal(brackets[1]!)),
      ...(canBeEmpty ? [literal(brackets)] : []),
    ]),
  };
}
