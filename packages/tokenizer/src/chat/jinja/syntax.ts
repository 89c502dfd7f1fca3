import { parse, tokenize } from '@huggingface/jinja';

import { wrongTemplate } from './failed.ts';
import { filters } from './filters.ts';
import { layout } from './layout.ts';
import { plainLiteral, plainNumber } from './literals.ts';
import { tests } from './tests.ts';

type Token = ReturnType<typeof tokenize>[number];

/** What the library makes of a statement or expression. */
export type Node =
  | { readonly type: 'Program'; readonly body: readonly Node[] }
  | { readonly type: 'If'; readonly test: Node; readonly body: readonly Node[]; readonly alternate: readonly Node[] }
  | { readonly type: 'For'; readonly loopvar: Node; readonly iterable: Node; readonly body: readonly Node[]; readonly defaultBlock: readonly Node[] }
  | { readonly type: 'Set'; readonly assignee: Node; readonly value: Node | null; readonly body: readonly Node[] }
  | { readonly type: 'Macro'; readonly name: Identifier; readonly args: readonly Node[]; readonly body: readonly Node[] }
  | { readonly type: 'CallStatement'; readonly call: Call; readonly callerArgs: readonly Node[] | null; readonly body: readonly Node[] }
  | { readonly type: 'FilterStatement'; readonly filter: Identifier | Call; readonly body: readonly Node[] }
  | { readonly type: 'Break' | 'Continue' | 'Comment' }
  | { readonly type: 'MemberExpression'; readonly object: Node; readonly property: Node; readonly computed: boolean }
  | { readonly type: 'SliceExpression'; readonly start?: Node; readonly stop?: Node; readonly step?: Node }
  | Call
  | Identifier
  | { readonly type: 'IntegerLiteral' | 'FloatLiteral'; readonly value: number }
  | { readonly type: 'StringLiteral'; readonly value: string }
  | { readonly type: 'ArrayLiteral' | 'TupleLiteral'; readonly value: readonly Node[] }
  | { readonly type: 'ObjectLiteral'; readonly value: ReadonlyMap<Node, Node> }
  | { readonly type: 'BinaryExpression'; readonly operator: { readonly value: string }; readonly left: Node; readonly right: Node }
  | { readonly type: 'UnaryExpression'; readonly operator: { readonly value: string }; readonly argument: Node }
  | { readonly type: 'FilterExpression'; readonly operand: Node; readonly filter: Identifier | Call }
  | { readonly type: 'SelectExpression'; readonly lhs: Node; readonly test: Node }
  | { readonly type: 'Ternary'; readonly condition: Node; readonly trueExpr: Node; readonly falseExpr: Node }
  | { readonly type: 'KeywordArgumentExpression'; readonly key: Identifier; readonly value: Node }
  | { readonly type: 'SpreadExpression' | 'KeywordSpreadExpression'; readonly argument: Node };
/** A name. */
export interface Identifier { readonly type: 'Identifier'; readonly value: string }
/** A call: of a function, or of a filter with arguments. */
export interface Call { readonly type: 'CallExpression'; readonly callee: Node; readonly args: readonly Node[] }

/** How a test stands among the filters: no template can spell a name with a blank. */
export const testPrefix = 'is ';
/** The function that `{% generation %}` calls. */
export const generationName = 'the generation';

/** Strings, and numbers as the library does not know them. */
const literals = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?(?!\w)/gi;

// The parser looks at nothing but these two.
// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the library does not export its class
const made = (type: string, value: string): Token => ({ type, value }) as Token;

/**
 * Reads a template. The library reads names, operators and statements; white space, literals and tests, where it departs from Jinja2, are
 * brought into its form first.
 *
 * @throws TokenizerError `CHAT_TEMPLATE_INVALID`
 */
export function parseTemplate(source: string): Node {
  try {
    const program = parse(layout(source).flatMap(tokensOf)) as unknown as Node;
    checkNames(program);
    return program;
  } catch (cause) {
    if (cause instanceof TypeError) throw wrongTemplate('it ends within a statement.', { cause });
    if (cause instanceof Error && cause.name !== 'TokenizerError') throw wrongTemplate(cause.message, { cause });
    throw cause;
  }
}

function tokensOf({ kind, content }: ReturnType<typeof layout>[number]): Token[] {
  if (kind === 'text') return [made('Text', content)];
  const [open, close] = kind === 'statement' ? ['{%', '%}'] as const : ['{{', '}}'] as const;
  const generation = kind === 'statement' ? /^\s*(end)?generation\s*$/.exec(content) : null;
  if (generation !== null) {
    const name = generation[1] === undefined ? [made('Identifier', 'call'), made('Identifier', generationName), made('OpenParen', '('), made('CloseParen', ')')] : [made('Identifier', 'endcall')];
    return [made('OpenStatement', open), ...name, made('CloseStatement', close)];
  }
  const plain = content.replaceAll(literals, (literal) => (/^\d/.test(literal) ? plainNumber(literal) : plainLiteral(literal)));
  return testsAsFilters(tokenize(`${open} ${plain} ${close}`));
}

const opening = ['OpenParen', 'OpenSquareBracket', 'OpenCurlyBracket'];
const closings = ['CloseParen', 'CloseSquareBracket', 'CloseCurlyBracket'];
/** What may follow a test, so that it is no argument. */
const afterTest = new Set(['and', 'or', 'else', 'if', 'is', 'in', 'not']);

/** `x is not divisibleby 2` -> `x | "is not divisibleby"(2)`: tests bind as filters do, and may have arguments. */
function testsAsFilters(tokens: readonly Token[]): Token[] {
  const found: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (token.type !== 'Identifier' || token.value !== 'is' || found.at(-1)?.type === 'Dot') {
      found.push(token);
      continue;
    }
    const negated = tokens[i + 1]?.value === 'not';
    i += negated ? 2 : 1;
    const name = tokens[i];
    found.push(made('Pipe', '|'), made('Identifier', `${testPrefix}${negated ? 'not ' : ''}${name?.value ?? ''}`));
    const next = tokens[i + 1];
    const takes = next !== undefined && (['StringLiteral', 'NumericLiteral', 'OpenSquareBracket', 'OpenCurlyBracket'].includes(next.type) || (next.type === 'Identifier' && !afterTest.has(next.value)));
    if (!takes) continue;
    const end = endOfOperand(tokens, i + 1);
    found.push(made('OpenParen', '('), ...testsAsFilters(tokens.slice(i + 1, end)), made('CloseParen', ')'));
    i = end - 1;
  }
  return found;
}

/** Behind a name, literal or bracket and what is called or looked up on it. */
function endOfOperand(tokens: readonly Token[], from: number): number {
  let at = from;
  let depth = 0;
  do {
    const { type } = tokens[at] as Token;
    if (opening.includes(type)) depth++;
    if (closings.includes(type)) depth--;
    at++;
    if (depth === 0 && tokens[at]?.type === 'Dot') at += 1;
    else if (depth === 0 && !['OpenParen', 'OpenSquareBracket'].includes(tokens[at]?.type ?? '')) return at;
  } while (at < tokens.length);
  return at;
}

/** A filter or test that does not exist is a mistake of the template, whether or not it is reached. */
function checkNames(node: unknown): void {
  if (Array.isArray(node)) node.forEach(checkNames);
  else if (node instanceof Map) for (const pair of node) checkNames(pair);
  else if (typeof node === 'object' && node !== null) {
    const { type, filter } = node as { type?: string; filter?: Identifier | Call };
    if (filter !== undefined && (type === 'FilterExpression' || type === 'FilterStatement')) {
      const { value: name } = (filter.type === 'CallExpression' ? filter.callee : filter) as Identifier;
      const [table, plain, what] = name.startsWith(testPrefix) ? [tests, name.slice(testPrefix.length).replace(/^not /, ''), 'test'] : [filters, name, 'filter'];
      if (!Object.hasOwn(table, plain)) throw wrongTemplate(`there is no ${what} ${plain}.`);
    }
    Object.values(node).forEach(checkNames);
  }
}
