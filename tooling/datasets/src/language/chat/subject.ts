import type { EmojiFacts } from '../emoji-facts.ts';
import { kindOf, type Kind } from './kinds-of-things.ts';
import { everydayNames } from './everyday-names.ts';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** What is talked about. */
export interface Subject {
  readonly emoji: string;
  /** The first is the one that is answered; none is another subject's. */
  readonly names: Readonly<Record<Language, readonly string[]>>;
  readonly tags: Readonly<Record<Language, readonly string[]>>;
  readonly kind: Kind;
}

/** Emoji as people type and call them. */
export function subjectsOf(all: readonly EmojiFacts[]): readonly Subject[] {
  const taken = new Set<string>();
  return all.map((facts) => {
    const emoji = typed(facts.emoji);
    const [en, ko] = (everydayNames[emoji] ?? `${facts.en.label} | ${facts.ko.label.replace(/ 얼굴$/, '')}`).split(' | ').map((names) => names.split(', ')) as [string[], string[]];
    const own = (names: readonly string[], language: Language): readonly string[] => names.filter((name) => !taken.has(`${language} ${name}`));
    const names = { en: own(en, 'en'), ko: own(ko, 'ko') };
    for (const language of languages) for (const name of names[language]) taken.add(`${language} ${name}`);
    const tags = (language: Language): readonly string[] => facts[language].tags.filter((tag) => !names[language].includes(tag)).slice(0, 3);
    return { emoji, names, tags: { en: tags('en'), ko: tags('ko') }, kind: kindOf(emoji, facts) };
  }).filter(({ names: { en, ko } }) => en.length > 0 && ko.length > 0);
}

/** Without the selector that asks for a picture, where the sign is one anyway: keyboards leave it out. */
function typed(emoji: string): string {
  return emoji.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, '$1');
}
