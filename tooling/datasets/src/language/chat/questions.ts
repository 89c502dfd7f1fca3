import type { Language } from './subject.ts';

/**
 * What can be asked of a subject in one language, in how many ways, and what is answered. `{emoji}`, `{en}`, `{ko}` stand for how it is written
 * and called, `{an}` for the English name with its article, `{은/는}` behind a Korean name for the particle that fits it.
 */
export interface Question {
  readonly ways: readonly string[];
  /** A way that nobody learns, to see whether the others were understood. */
  readonly unseen?: string;
  readonly answer: string;
}

const questions = {
  en: {
    name: {
      ways: ['What is {emoji}?', "What's {emoji}?", 'What is this: {emoji}', "What's this? {emoji}", 'What is this {emoji}?', 'What do you call {emoji}?', 'Do you know {emoji}?', '{emoji} what is it?', 'Name {emoji}.'],
      unseen: 'Tell me what {emoji} is.', answer: '{En}.',
    },
    korean: {
      ways: ['What is {emoji} in Korean?', "What's {emoji} in Korean?", '{emoji} in Korean?', 'How do you say {emoji} in Korean?', 'Korean for {emoji}?', 'Korean name of {emoji}?'],
      unseen: 'What do Koreans call {emoji}?', answer: '{ko}{이에요/예요}.',
    },
    toKorean: {
      ways: ['What is {en} in Korean?', "What's {en} in Korean?", '{en} in Korean?', '{en} in Korean', 'How do you say {en} in Korean?', 'How do I say {en} in Korean?', 'Korean for {en}?', 'Translate {en} to Korean.', 'What is the Korean word for {en}?', 'Say {en} in Korean.', 'What is {an} called in Korean?'],
      unseen: 'What do Koreans call {an}?', answer: '{ko}{이에요/예요}.',
    },
    toEnglish: {
      ways: ['What is {ko}?', "What's {ko}?", 'What does {ko} mean?', '{ko} in English?', 'What is {ko} in English?', "What's {ko} in English?", 'Translate {ko}.', 'How do you say {ko} in English?', 'English for {ko}?'],
      unseen: 'Do you know what {ko} means?', answer: '{En}.',
    },
    show: {
      ways: ['Show me {en}.', 'Show me {an}.', 'Show {en}.', 'Show {an}, please.', '{en} emoji?', 'Emoji for {en}?', 'Is there an emoji for {en}?', 'Can you show me {an}?', 'Give me {an}.', 'I want {an}.', 'Draw {an}.', 'What does {an} look like?'],
      unseen: 'I would like to see {an}.', answer: 'Here you are: {emoji}',
    },
    tags: {
      ways: ['What goes with {en}?', 'What goes with {an}?', 'Tell me about {en}.', 'Tell me about {an}.', 'Tell me more about {en}.', 'What do you think of when you hear {en}?', 'What comes to mind with {en}?', 'What do you know about {en}?', 'Describe {an}.'],
      unseen: 'What belongs to {en}?', answer: '{Tags}.',
    },
    kind: {
      ways: ['What is {en}?', 'What is {an}?', "What's {an}?", "What's {en}?", 'What kind of thing is {en}?', 'What sort of thing is {an}?'],
      unseen: 'Explain what {an} is.', answer: '{Kind}: {emoji}',
    },
    itself: { ways: ['{en}', '{en}?'], answer: '{emoji} {ko}' },
    picture: { ways: ['{emoji}', '{emoji}?'], answer: '{En}, {ko}.' },
  },
  ko: {
    name: {
      ways: ['{emoji} 뭐예요?', '{emoji}는 뭐예요?', '{emoji}가 뭐예요?', '{emoji} 뭐야?', '{emoji}는 뭐야?', '이거 뭐예요? {emoji}', '이게 뭐야? {emoji}', '이건 뭐예요? {emoji}', '{emoji} 이거 뭐야?', '{emoji} 이름이 뭐예요?'],
      unseen: '{emoji} 이건 뭐라고 불러요?', answer: '{ko}{이에요/예요}.',
    },
    english: {
      ways: ['{emoji} 영어로 뭐예요?', '{emoji} 영어로 뭐야?', '{emoji}는 영어로?', '{emoji} 영어로?', '{emoji}는 영어로 뭐라고 해요?', '{emoji} 영어 이름이 뭐예요?'],
      unseen: '{emoji} 영어로 어떻게 말해요?', answer: '{En}.',
    },
    toEnglish: {
      ways: ['{ko} 영어로 뭐예요?', '{ko} 영어로 뭐야?', '{ko}{은/는} 영어로?', '{ko} 영어로?', '{ko}{이/가} 영어로 뭐야?', '{ko}{이/가} 영어로 뭐예요?', '{ko}{은/는} 영어로 뭐예요?', '{ko}{은/는} 영어로 뭐야?', '{ko}{을/를} 영어로 뭐라고 해요?', '{ko} 영어로 뭐라고 해?', '영어로 {ko}{은/는}?', '{ko}{을/를} 영어로 말해 줘.'],
      unseen: '{ko}{은/는} 영어로 어떻게 말해요?', answer: '{En}.',
    },
    toKorean: {
      ways: ['{en} 뭐예요?', '{en} 뭐야?', '{en} 한국어로 뭐예요?', '{en} 한국어로?', '{en} 한국말로 뭐야?', '{en} 뜻이 뭐예요?', '{en} 무슨 뜻이에요?', '{en} 무슨 뜻이야?', '{en} 우리말로 뭐예요?'],
      unseen: '{en} 한국어로 말해 줘.', answer: '{ko}{이에요/예요}.',
    },
    show: {
      ways: ['{ko} 보여 주세요.', '{ko} 보여 줘.', '{ko} 보여줘', '{ko} 이모지 있어요?', '{ko} 이모지 보여 줘.', '{ko} 이모지', '{ko} 그려 줘.', '{ko} 주세요.', '{ko}{을/를} 보여 주세요.', '{ko}{을/를} 보고 싶어요.', '{ko}{은/는} 어떻게 생겼어요?'],
      unseen: '{ko} 좀 보여 줄래요?', answer: '여기 있어요: {emoji}',
    },
    tags: {
      ways: ['{ko} 하면 뭐가 떠올라요?', '{ko} 하면 뭐가 떠올라?', '{ko} 하면 생각나는 거 있어요?', '{ko}에 대해 알려 주세요.', '{ko}에 대해 알려 줘.', '{ko}에 대해 말해 줘.', '{ko} 설명해 줘.'],
      unseen: '{ko}에 대해 뭘 알아요?', answer: '{Tags}.',
    },
    kind: {
      ways: ['{ko}{이/가} 뭐예요?', '{ko}{이/가} 뭐야?', '{ko}{은/는} 뭐예요?', '{ko}{은/는} 뭐야?', '{ko} 뭐예요?', '{ko} 뭐야?'],
      unseen: '{ko}{이/가} 무엇인가요?', answer: '{kind}{이에요/예요}: {emoji}',
    },
    itself: { ways: ['{ko}', '{ko}?'], answer: '{emoji} {En}' },
    picture: { ways: ['{emoji}'], answer: '{En}, {ko}.' },
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, Question>>>>;

export const questionsIn: Readonly<Record<Language, readonly Question[]>> = { en: Object.values(questions.en), ko: Object.values(questions.ko) };

/** What is asked once a subject stands, of the same subject. */
export const furtherQuestions: Readonly<Record<Language, readonly Question[]>> = {
  en: [
    { ways: ['And in Korean?', 'In Korean?', 'In Korean, please.', 'What is it in Korean?', 'How do you say it in Korean?'], answer: '{ko}{이에요/예요}.' },
    { ways: ['And in English?', 'In English?', 'What is it in English?'], answer: '{En}.' },
    { ways: ['Can you show it?', 'Show it, please.', 'Show it.', 'Show me.'], answer: 'Here you are: {emoji}' },
    { ways: ['What goes with it?', 'Tell me about it.', 'Tell me more.'], answer: '{Tags}.' },
  ],
  ko: [
    { ways: ['영어로는요?', '영어로는?', '그건 영어로 뭐예요?', '영어로 뭐야?'], answer: '{En}.' },
    { ways: ['한국어로는요?', '한국어로는?', '우리말로는요?'], answer: '{ko}{이에요/예요}.' },
    { ways: ['보여 주세요.', '보여 줘.', '그거 보여 줘.'], answer: '여기 있어요: {emoji}' },
    { ways: ['뭐가 떠올라요?', '더 알려 주세요.', '더 알려 줘.'], answer: '{Tags}.' },
  ],
};

/** The same question of another subject, by what the first was asked by: its name or its picture. */
export const sameOfAnother: Readonly<Record<Language, Readonly<Record<'emoji' | 'en' | 'ko', readonly string[]>>>> = {
  en: { emoji: ['And {emoji}?', 'What about {emoji}?'], en: ['And {en}?', 'What about {en}?', 'And {an}?'], ko: ['And {ko}?', 'What about {ko}?'] },
  ko: { emoji: ['{emoji}는요?', '{emoji}는?'], en: ['{en}은요?', '{en}은?'], ko: ['{ko}{은/는}요?', '{ko}{은/는}?'] },
};
