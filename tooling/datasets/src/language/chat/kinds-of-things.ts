import type { EmojiFacts } from '../emoji-facts.ts';
import type { Language } from './subject.ts';

/** What sort of thing it is, in both languages. */
export type Kind = Readonly<Record<Language, string>>;

const kinds = {
  dessert: { en: 'a dessert', ko: '디저트' },
  drink: { en: 'a drink', ko: '음료' },
  fruit: { en: 'a fruit', ko: '과일' },
  vegetable: { en: 'a vegetable', ko: '채소' },
  food: { en: 'food', ko: '음식' },
  tableware: { en: 'a thing for the kitchen', ko: '부엌에서 쓰는 것' },
  insect: { en: 'an insect', ko: '곤충' },
  bird: { en: 'a bird', ko: '새' },
  fish: { en: 'a fish', ko: '물고기' },
  flower: { en: 'a flower', ko: '꽃' },
  plant: { en: 'a plant', ko: '식물' },
  animal: { en: 'an animal', ko: '동물' },
  nature: { en: 'a part of nature', ko: '자연의 한 부분' },
} as const satisfies Readonly<Record<string, Kind>>;

type KindName = keyof typeof kinds;

/** The first that the tags name decides. */
const order: Readonly<Record<'food' | 'nature', readonly (readonly [tag: string, kind: KindName])[]>> = {
  food: [['dessert', 'dessert'], ['drink', 'drink'], ['beverage', 'drink'], ['alcohol', 'drink'], ['fruit', 'fruit'], ['vegetable', 'vegetable']],
  nature: [['insect', 'insect'], ['bird', 'bird'], ['fish', 'fish'], ['flower', 'flower'], ['plant', 'plant'], ['tree', 'plant'], ['animal', 'animal'], ['animals', 'animal']],
};
/** Whose tags speak of something else. */
const exceptions: Partial<Readonly<Record<KindName, string>>> = {
  food: '🥧 🍯 🍲 🍻', tableware: '🥢 🔪 🍴 🥄 🏺 🫙 🥡 🍼 🫖', animal: '🕷️ 🦀 🦕 🦂 🦥 🦖 🦄',
  bird: '🐦 🦩 🦆 🐦‍🔥 🦉', nature: '🧊 🪶 🪽 🪹 🪺 🕸️ 🐾 🐚', plant: '🍄 🍄‍🟫 🌳 🍀', vegetable: '🥦 🧅 🧄 🫚 🥬 🌽 🫛 🌶️', fruit: '🫐 🥥', flower: '🏵️', fish: '🐟', insect: '🐞', drink: '🥃 ☕ 🧋',
};

export function kindOf(emoji: string, { category, en: { tags } }: EmojiFacts): Kind {
  const isFood = category === 'Food & Drink';
  const exception = Object.entries(exceptions).find(([, emojis]) => emojis.split(' ').includes(emoji))?.[0] as KindName | undefined;
  const said = order[isFood ? 'food' : 'nature'].find(([tag]) => tags.includes(tag))?.[1];
  return kinds[exception ?? said ?? (isFood ? 'food' : 'nature')];
}
