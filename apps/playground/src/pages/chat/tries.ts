import type { ExampleText } from '../../writing/Examples.tsx';

const texts = (...all: readonly string[]): readonly ExampleText[] => all.map((text) => ({ name: text, text }));

/** Questions in the words that the model which ships was taught: it knows no others. */
const english = texts('Hello!', 'What is 🍎?', 'What is pizza in Korean?', 'Show me octopus.', 'What goes with birthday cake?');
const korean = texts('안녕하세요!', '🐶 뭐예요?', '수박 영어로 뭐예요?', '문어 보여 주세요.', '생일 케이크 하면 뭐가 떠올라요?');

/** Something to say, in the reader's language first. */
export function tries(language: string): readonly ExampleText[] {
  return language === 'ko' ? [...korean, ...english.slice(0, 3)] : [...english, ...korean.slice(0, 3)];
}
