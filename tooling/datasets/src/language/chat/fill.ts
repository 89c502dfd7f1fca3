import { withParticle } from '../korean.ts';
import type { Kind } from './kinds-of-things.ts';

/** What stands for the places of a way to ask or answer. */
export interface Filling {
  readonly emoji?: string | undefined;
  readonly en?: string | undefined;
  readonly ko?: string | undefined;
  readonly tags?: readonly string[];
  readonly kind?: Kind;
}

/** Names that take no article, besides plurals. */
const masses = new Set('bacon bread butter beer champagne coffee tea milk juice soda rice corn curry honey meat salt garlic ginger ice sushi spaghetti popcorn sake oden wine whisky whiskey chocolate broccoli lettuce coral ramen canned shaved cheese bubble steak'.split(' '));

/** A way to ask or answer with its places filled; undefined where one has nothing to stand in it. */
export function fill(way: string, language: 'en' | 'ko', { emoji, en, ko, tags = [], kind }: Filling): string | undefined {
  const values: Readonly<Record<string, string | undefined>> = {
    emoji, en, ko,
    En: en && capital(en),
    an: en && withArticle(en),
    Tags: tags.length === 0 ? undefined : capital(tags.join(', ')),
    kind: kind?.[language],
    Kind: kind && capital(kind[language]),
  };
  let text = '', isWhole = true;
  for (const [index, part] of way.split(/[{}]/).entries()) {
    if (index % 2 === 0) text += part;
    else if (part.includes('/')) text = withParticle(text, part as `${string}/${string}`);
    else if (values[part] === undefined) isWhole = false;
    else text += values[part];
  }
  return isWhole ? text : undefined;
}

/** A text as people type who don't care: all small, or without its last mark. */
export function casual(text: string, { isSmall, isUnmarked }: { readonly isSmall: boolean; readonly isUnmarked: boolean }): string {
  const marked = isUnmarked ? text.replace(/[.?!]$/, '') : text;
  return isSmall ? marked.toLowerCase() : marked;
}

/** What is left of a text where case and last marks don't count. */
export function plain(text: string): string {
  return casual(text, { isSmall: true, isUnmarked: true });
}

function withArticle(noun: string): string {
  const [first = noun] = noun.split(' ');
  if (/[^s]s$/.test(noun) || masses.has(first)) return noun;
  return `${/^[aeiou]/i.test(noun) && !/^(uni|ewe)/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
