import type { ExampleText } from '../../writing/Examples.tsx';

/** Beginnings of the kinds of texts that the models which ship have read: a novel, speeches, help pages, and emoji with their names. */
const english: readonly ExampleText[] = [
  { name: 'The whale', text: 'The whale' },
  { name: 'My fellow citizens', text: 'My fellow citizens' },
  { name: 'Call me', text: 'Call me Ishmael. Some years ago' },
];
const korean: readonly ExampleText[] = [
  { name: '문서를 저장', text: '문서를 저장' },
  { name: '셀을 선택', text: '셀을 선택' },
  { name: '이 함수는', text: '이 함수는' },
];

/** Those in the reader's language first. */
export function examplesFor(language: string): readonly ExampleText[] {
  return language === 'ko' ? [...korean, ...english] : [...english, ...korean];
}
