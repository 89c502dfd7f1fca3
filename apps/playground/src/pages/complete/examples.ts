import type { ExampleText } from '../../writing/Examples.tsx';

/** Beginnings of the kinds of texts that small models are trained on here: a novel, speeches, help pages. */
const english: readonly ExampleText[] = [
  { name: 'Call me', text: 'Call me Ishmael. Some years ago' },
  { name: 'The whale', text: 'The whale' },
  { name: 'My fellow', text: 'My fellow Americans, tonight' },
];
const korean: readonly ExampleText[] = [
  { name: '선택한', text: '선택한 셀의' },
  { name: '이 함수는', text: '이 함수는' },
  { name: '문서를', text: '문서를 저장하려면' },
];

/** Those in the reader's language first. */
export function examplesFor(language: string): readonly ExampleText[] {
  return language === 'ko' ? [...korean, ...english] : [...english, ...korean];
}
