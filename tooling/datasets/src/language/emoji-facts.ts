import { icons } from '../emoji/icons.ts';

/** What is known of an emoji in two languages. */
export interface EmojiFacts {
  readonly emoji: string;
  readonly category: string;
  readonly en: { readonly label: string; readonly tags: readonly string[] };
  readonly ko: { readonly label: string; readonly tags: readonly string[] };
}

/** Emoji whose names are short enough to talk about; flags and signs without a Korean word are left out. */
export function emojiFacts(): readonly EmojiFacts[] {
  const seen = new Set<string>();
  return icons().flatMap(({ emoji, caption: { category, label, tags } }) => {
    const isTalkable = category !== 'Flags' && label.en.length <= 24 && label.ko.length <= 14 && /[가-힣]/.test(label.ko) && !/[:(“]/.test(label.en + label.ko);
    if (!isTalkable || seen.has(label.en) || seen.has(label.ko)) return [];
    seen.add(label.en).add(label.ko);
    const others = (language: 'en' | 'ko'): readonly string[] => tags[language].filter((tag) => tag !== label[language] && !tag.includes('|')).slice(0, 5);
    return [{ emoji, category, en: { label: label.en, tags: others('en') }, ko: { label: label.ko, tags: others('ko') } }];
  });
}

/** One emoji a line: `🎂 birthday cake: cake, sweet = 생일 케이크: 달콤, 디저트`. */
export function emojiLine({ emoji, en, ko }: EmojiFacts): string {
  return `${emoji} ${en.label}: ${en.tags.join(', ')} = ${ko.label}: ${ko.tags.join(', ')}`;
}
