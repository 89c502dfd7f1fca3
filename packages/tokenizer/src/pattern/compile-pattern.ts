import { Automaton, misfit } from './automaton.ts';
import { Backtracker } from './backtracker.ts';
import { compile } from './compiler.ts';
import { parse } from './parser.ts';
import type { Pattern } from './pattern.ts';
import type { Dialect, Node } from './syntax.ts';

const maxKept = 64;
const kept = new Map<string, Expression>();

/**
 * Compiles a regular expression of a tokenizer file. It matches as a backtracking engine does (the first alternative that leads to a
 * match, greedy and lazy quantifiers), but in time linear in the text, whatever the pattern. Compiled patterns are kept for the next call.
 *
 * Known: literals and escapes, `.`, classes with `&&` and nested brackets, `\d \s \w \h \p{..}` and POSIX brackets by Unicode, groups,
 * flags `(?i)` (simple case folding) `(?m) (?s) (?x)`, greedy, lazy and possessive quantifiers, atomic groups, lookaround, `^ $ \A \z \Z \b \B`.
 * A lone surrogate is read as U+FFFD. Properties are those of the Unicode version of the JavaScript engine.
 *
 * @param dialect whose reading counts where the two differ: `oniguruma` (the default) for `tokenizer.json`, `rust` for tiktoken.
 * @throws TokenizerError `PATTERN_INVALID` if it is no regular expression.
 * @throws TokenizerError `PATTERN_UNSUPPORTED` if it needs what no linear matcher can do (back references), or what isn't known here.
 */
export function compilePattern(source: string, dialect: Dialect = 'oniguruma'): Pattern {
  const key = `${dialect} ${source}`;
  const expression = kept.get(key) ?? new Expression(source, dialect);
  // The last used stand last, and the first is the one to forget.
  kept.delete(key);
  kept.set(key, expression);
  if (kept.size > maxKept) kept.delete(kept.keys().next().value!);
  return new Matcher(expression);
}

/** What a source compiles to; shared by all who compiled it. */
class Expression {
  readonly source: string;
  engine: Automaton | Backtracker;
  readonly #node: Node;

  constructor(source: string, dialect: Dialect) {
    this.source = source;
    this.#node = parse(source, dialect);
    const program = compile(this.#node, source, true);
    this.engine = program ? new Automaton(program) : this.#backtracker();
  }

  matchAt(text: string, at: number): number {
    const end = this.engine.matchAt(text, at);
    if (end !== misfit) return end;
    this.engine = this.#backtracker();
    return this.engine.matchAt(text, at);
  }

  #backtracker(): Backtracker {
    return new Backtracker(compile(this.#node, this.source, false)!);
  }
}

/** One user's last match. */
class Matcher implements Pattern {
  readonly source: string;
  start = 0;
  end = 0;
  readonly #expression: Expression;

  constructor(expression: Expression) {
    this.source = expression.source;
    this.#expression = expression;
  }

  matchAt(text: string, at: number): number {
    return this.#expression.matchAt(text, at);
  }

  find(text: string, from: number): boolean {
    for (let at = from; at <= text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) {
      const { engine } = this.#expression;
      if (engine instanceof Automaton) at = engine.candidate(text, at);
      const end = this.#expression.matchAt(text, at);
      if (end >= 0) {
        this.start = at;
        this.end = end;
        return true;
      }
    }
    return false;
  }
}
