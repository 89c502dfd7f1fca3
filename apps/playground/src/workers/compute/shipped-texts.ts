/** A text that lies beside the models, and can be trained on. */
export interface ShippedText {
  readonly id: string;
  /** Below the served folder of models. */
  readonly file: string;
  /** Of an example, by kind. */
  readonly fields: Readonly<Record<string, string>>;
  readonly titles: Readonly<Record<'en' | 'ko', string>>;
  readonly excerpt: string;
  readonly licence: string;
}

/** In the order of the list. Nothing is fetched before it is chosen. */
export const shippedTexts: readonly ShippedText[] = [
  { id: 'moby-dick', file: 'texts/moby-dick.txt', fields: { text: 'text' }, titles: { en: 'Moby-Dick', ko: '모비 딕' }, excerpt: 'Call me Ishmael. Some years ago - never mind how long precisely …', licence: 'public domain' },
  { id: 'state-of-the-union', file: 'texts/state-of-the-union.txt', fields: { text: 'text' }, titles: { en: 'State of the Union', ko: '미국 대통령 연설' }, excerpt: 'Mr. Speaker, Mr. President, my fellow Americans …', licence: 'public domain' },
  { id: 'korean-help', file: 'texts/korean-help.txt', fields: { text: 'text' }, titles: { en: 'Korean help pages', ko: '한국어 도움말' }, excerpt: '선택한 셀의 내용을 삭제합니다 …', licence: 'MPL-2.0' },
  { id: 'messages', file: 'texts/messages.tsv', fields: { source: 'text', target: 'text' }, titles: { en: 'Messages of programs, English to Korean', ko: '프로그램 메시지 (영어 → 한국어)' }, excerpt: 'Deletes the selected version. → 선택한 버전을 삭제합니다.', licence: 'MPL-2.0, Apache-2.0' },
  { id: 'emoji-chat', file: 'texts/emoji-chat.jsonl', fields: { chat: 'chat' }, titles: { en: 'Conversations about emoji', ko: '이모지 대화' }, excerpt: '수박은 영어로? — Watermelon.', licence: 'MIT' },
];
