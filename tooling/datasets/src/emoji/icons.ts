import type { Caption } from '@figment/core/data';
import { createRequire } from 'node:module';

/** One emoji: its drawing and what it shows. */
export interface Icon {
  /** Itself: '🎂'. */
  readonly emoji: string;
  readonly caption: Caption;
  /** Square, whatever the proportions of the drawing in it. */
  readonly svg: string;
}

interface IconSet {
  readonly width?: number;
  readonly height?: number;
  readonly icons: Readonly<Record<string, { readonly body: string; readonly width?: number; readonly height?: number; readonly hidden?: boolean }>>;
}
interface Annotation {
  readonly hexcode: string;
  readonly emoji: string;
  readonly label: string;
  readonly tags?: readonly string[];
}

/**
 * The icons of Fluent Emoji (flat) that emojibase names in English and in Korean, without variants of skin tone,
 * in the order of the package.
 */
export function icons(): Icon[] {
  const set = read('@iconify-json/fluent-emoji-flat/icons.json') as IconSet;
  const characters = read('@iconify-json/fluent-emoji-flat/chars.json') as Readonly<Record<string, string>>;
  const { categories } = read('@iconify-json/fluent-emoji-flat/metadata.json') as { categories: Readonly<Record<string, readonly string[]>> };
  const english = annotations('en');
  const korean = annotations('ko');

  const codes = new Map<string, string>();
  for (const [code, name] of Object.entries(characters)) if (!codes.has(name)) codes.set(name, plainCode(code));
  const categoryOf = new Map(Object.entries(categories).flatMap(([category, names]) => names.map((name) => [name, category])));

  const found: Icon[] = [];
  for (const [name, icon] of Object.entries(set.icons)) {
    const code = codes.get(name);
    const en = english.get(code ?? '');
    const ko = korean.get(code ?? '');
    if (/(^|-)(light|medium|dark|medium-light|medium-dark)$/.test(name) || icon.hidden === true || en === undefined || ko === undefined) continue;
    const size = { width: icon.width ?? set.width ?? 32, height: icon.height ?? set.height ?? 32 };
    found.push({
      emoji: en.emoji,
      caption: { name, category: categoryOf.get(name) ?? '', label: { en: en.label, ko: ko.label }, tags: { en: en.tags ?? [], ko: ko.tags ?? [] } },
      svg: `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 ${size.width} ${size.height}">${icon.body}</svg>`,
    });
  }
  return found;
}

function annotations(language: 'en' | 'ko'): ReadonlyMap<string, Annotation> {
  return new Map((read(`emojibase-data/${language}/data.json`) as readonly Annotation[]).map((entry) => [plainCode(entry.hexcode), entry]));
}

/** Without the variation selector that asks for the coloured form: one source writes it, the other does not. */
function plainCode(code: string): string {
  return code.toLowerCase().replaceAll('-fe0f', '');
}

function read(file: string): unknown {
  return createRequire(import.meta.url)(file);
}
