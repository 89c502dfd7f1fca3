import type { ExampleText } from '../../writing/Examples.tsx';

const english: readonly ExampleText[] = ['Hello! What can you do?', 'What is 🍕 in Korean?', 'What comes to mind with cats?'].map((text) => ({ name: text, text }));
const korean: readonly ExampleText[] = ['안녕하세요! 무엇을 할 수 있어요?', '고양이 영어로 뭐예요?', '피자 하면 뭐가 떠올라요?'].map((text) => ({ name: text, text }));

/** What a small model may have heard before; in the reader's language first. */
export function tries(language: string): readonly ExampleText[] {
  return language === 'ko' ? [...korean, ...english] : [...english, ...korean];
}
