import { describe, expect, it } from 'vitest';

import { constrain } from './constrain.ts';
import { grammar } from './grammar.ts';
import { canWrite, fits, jsonTokenizer, randomNumbers, walk } from './testing/walk.ts';

/** llama.cpp's own grammar of JSON, `grammars/json.gbnf`. */
const json = String.raw`
root   ::= object
value  ::= object | array | string | number | ("true" | "false" | "null") ws

object ::=
  "{" ws (
            string ":" ws value
    ("," ws string ":" ws value)*
  )? "}" ws

array  ::=
  "[" ws (
            value
    ("," ws value)*
  )? "]" ws

string ::=
  "\"" (
    [^"\\\x7F\x00-\x1F] |
    "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}) # escapes
  )* "\"" ws

number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws

# Optional space: by convention, applied in this grammar after literal chars when allowed
ws ::= | " " | "\n" [ \t]{0,20}
`;

describe('grammar', () => {
  it('gives JSON by llama.cpp’s grammar of it, whatever is drawn', async () => {
    const tokenizer = await jsonTokenizer();
    const random = randomNumbers(3);
    const form = grammar(json);
    for (let i = 0; i < 40; i++) expect(JSON.parse(walk(form, tokenizer, random))).toBeTypeOf('object');
  });

  it('lets through what the grammar has', async () => {
    const tokenizer = await jsonTokenizer();
    for (const value of [{}, { a: [1, -2.5, true, null, 'x"y'], 김: { b: [] } }]) {
      expect(canWrite(grammar(json), tokenizer, JSON.stringify(value))).toBe(true);
      expect(canWrite(grammar(json), tokenizer, JSON.stringify(value, null, 2))).toBe(true);
    }
    expect(fits(grammar(json), '{"a":01}')).toBe(false);
  });

  it.each([
    ['root ::= "a"+ "b"? "c"{2} [0-9]{1,} "x"{,2}', ['abcc1', 'aacc23xx'], ['acc', 'ac1', 'acc1xxx']],
    ['root ::= "(" root ")" | "" # as many', ['', '(())'], ['(', '())']],
    [String.raw`root ::= "\x41\u00e9\U0001F600\\\"" [^\]\-a^-z]`, ['Aé😀\\"가'], ['Aé😀\\"]', 'Aé😀\\"-', 'Aé😀\\"q']],
    ['root ::= one |\n  two\none ::= . "!"\n\ntwo ::= "a"\n | "bc"', ['가!', 'a', 'bc'], ['!', 'b']],
    ['root ::= list\nlist ::= item list | item\nitem ::= "x" | empty "y"\nempty ::= ""', ['xyx'], ['']],
  ])('reads %s', (source, yes, no) => {
    for (const text of yes) expect([text, fits(grammar(source), text)]).toEqual([text, true]);
    for (const text of no) expect([text, fits(grammar(source), text)]).toEqual([text, false]);
  });

  it.each([
    ['start ::= "a"', 'no rule root'],
    ['root ::= a', 'no rule a, which stands, in line 1, column 10'],
    ['root ::= "a"\nroot ::= "b"', 'a second rule root, in line 2, column 1'],
    ['root ::= "a', 'a " that nothing closes, in line 1, column 10'],
    ['root ::= [a-', 'a [ that nothing closes'],
    ['root ::= [z-a]', 'a range without order'],
    ['root ::= ("a"', 'a ( that nothing closes'],
    ['root ::= "a")', 'a ) that closes nothing'],
    ['root ::= "a"{3,2}', 'the count {3,2}'],
    [String.raw`root ::= "\q"`, String.raw`the unknown escape \q`],
    [String.raw`root ::= "\uD800"`, 'which is no character'],
    ['root ::= *', '"*" where a literal'],
    ['"a"', 'no rule (name ::= …)'],
    [`root ::= ${'('.repeat(300)}"a"${')'.repeat(300)}`, 'more than 200 groups'],
  ])('refuses %s', (source, message) => {
    expect(() => grammar(source)).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining(message) as string }));
  });

  it.each([
    ['root ::= root "a" | "b"', 'rule root begins with itself (root -> root)'],
    ['root ::= x\nx ::= gap y "a"\ny ::= x | "b"\ngap ::= " "*', 'begins with itself'],
    ['root ::= "a" root', 'no text ends'],
    ['root ::= "a" [^\\x00-\\U0010FFFF]', 'no text ends'],
  ])('refuses %s for all tokenizers', async (source, message) => {
    const tokenizer = await jsonTokenizer();
    expect(() => constrain(grammar(source), tokenizer)).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining(message) as string }));
  });
});
