import type { EmojiFacts } from '../emoji-facts.ts';
import type { Language } from './subject.ts';

/** Common words that no subject is called. */
const words: Readonly<Record<Language, string>> = {
  en: 'love time day night year week month morning evening money work job music movie book story song game weather rain snow wind summer winter spring autumn sky sea ocean river lake mountain island city town village street road country world family mother father brother sister friend boy girl child people person teacher student doctor nurse police king queen school university hospital office bank shop market hotel restaurant house room door window table chair bed kitchen bathroom garden car bus train plane airplane ship boat bicycle computer phone internet software program language word letter name number color red blue green yellow white black head hair eye nose mouth hand foot heart body health medicine happiness peace war history science art math physics philosophy religion law politics president government democracy economy company business price dream sleep walk run swim dance write read speak listen think learn big small fast slow hot cold new old good bad beautiful easy difficult today tomorrow yesterday Korea Seoul America London Paris Japan China Europe Africa football baseball tennis piano guitar camera clock pen pencil paper bag hat shirt shoe ring gold silver iron glass stone fire light energy engine electricity battery rocket moon sun star planet earth universe robot ghost magic',
  ko: '사랑 시간 하루 밤하늘 올해 주말 아침 저녁 돈 일 직업 음악 영화 책 이야기 노래 게임 날씨 비 눈사람 바람 여름 겨울 가을 하늘 바다 강 호수 산 섬 도시 마을 길 나라 세계 가족 어머니 아버지 엄마 아빠 형 누나 동생 친구 아이 사람 선생님 학생 의사 간호사 경찰 왕 학교 대학교 병원 사무실 은행 가게 시장 호텔 집 방 문 창문 책상 의자 침대 부엌 화장실 정원 자동차 버스 기차 비행기 배낭 자전거 컴퓨터 전화 인터넷 프로그램 언어 단어 글자 이름 숫자 색깔 빨강 파랑 노랑 하양 검정 머리 머리카락 눈썹 코 입 손 발 마음 몸 건강 약 행복 평화 전쟁 역사 과학 예술 수학 물리학 철학 종교 법 정치 대통령 정부 민주주의 경제 회사 사업 가격 꿈 잠 산책 수영 춤 생각 공부 오늘 내일 어제 한국 서울 미국 런던 파리시 일본 중국 유럽 아프리카 축구 야구 농구 피아노 기타 카메라 시계 연필 종이 가방 모자 셔츠 신발 반지 금 은 철 유리 돌 불 빛 에너지 엔진 전기 로켓 달 해 별 지구 우주 로봇 귀신 마법 운동 여행 사진 편지 신문 뉴스 소설 그림',
};

/** What people ask that has nothing to do with the subjects. */
export const outsideQuestions: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "What's the weather like today?", 'Will it rain tomorrow?', 'What time is it?', 'What day is it today?', 'Tell me a joke.', 'Tell me a story.', 'Sing a song.', 'Write a poem.', 'What is 2 + 2?', 'How much is 7 times 8?', 'What is the capital of France?', 'Who is the president?', 'Where is Seoul?', 'How old are you?', 'Where do you live?',
    'Do you love me?', 'Do you like music?', 'What is the meaning of life?', 'Why is the sky blue?', 'How do I get to the station?', 'Can you help me with my homework?', 'Write some code for me.', 'What happened yesterday?', 'Who won the game?', 'What should I wear?', 'How does a computer work?', 'What is love?', 'Who wrote Moby Dick?', 'Who was Ahab?', 'What is your favourite film?',
    'Can you drive a car?', 'I am tired.', 'I am sad.', 'I am bored.', 'I love you.', 'Play some music.', 'Open the window.', 'Search the internet.', 'Translate this sentence.', 'How do I learn Korean?', 'How do I save a file?', 'What is a language model?', 'Explain quantum physics.', 'Who is your friend?', 'When is Christmas?', 'How far is the moon?', 'Is there a god?', 'What do you think?', 'Why?', 'How?', 'When?', 'Where?', 'asdf', 'xyz', 'blah blah', '123', '???', 'lol',
  ],
  ko: [
    '오늘 날씨 어때요?', '오늘 날씨 어때?', '내일 비 와요?', '지금 몇 시예요?', '몇 시야?', '오늘 무슨 요일이에요?', '농담 하나 해 줘.', '이야기 해 줘.', '노래 불러 줘.', '시 써 줘.', '2 더하기 2는 뭐예요?', '7 곱하기 8은?', '프랑스 수도가 어디예요?', '대통령이 누구예요?', '서울이 어디에 있어요?', '몇 살이에요?', '몇 살이야?', '어디 살아요?', '나를 사랑해요?', '음악 좋아해요?',
    '인생의 의미가 뭐예요?', '하늘은 왜 파래요?', '역에 어떻게 가요?', '숙제 도와줘.', '코드 짜 줘.', '어제 무슨 일이 있었어요?', '누가 이겼어?', '뭘 입을까요?', '컴퓨터는 어떻게 움직여요?', '사랑이 뭐예요?', '모비 딕은 누가 썼어요?', '좋아하는 영화가 뭐예요?', '운전할 줄 알아요?', '피곤해요.', '슬퍼요.', '심심해.', '사랑해.', '음악 틀어 줘.', '창문 열어 줘.', '인터넷에서 찾아 줘.', '이 문장 번역해 줘.',
    '영어는 어떻게 배워요?', '파일은 어떻게 저장해요?', '언어 모델이 뭐예요?', '양자역학 설명해 줘.', '크리스마스가 언제예요?', '달까지 얼마나 멀어요?', '어떻게 생각해요?', '왜요?', '왜?', '어떻게?', '언제?', '어디?', 'ㅁㄴㅇㄹ', 'ㅎㅎㅎ?', '가나다', '아무거나',
  ],
};

/** What nobody is taught: in one language or both, with an emoji or without. */
export interface Outsider {
  readonly emoji?: string;
  readonly en?: string;
  readonly ko?: string;
}

/** Emoji that are no subjects, short names alone, and common words. `isKnown`: whether a subject is called so. */
export function outsiders(others: readonly EmojiFacts[], isKnown: (word: string) => boolean): readonly Outsider[] {
  const strange = (text: string): boolean => !text.split(/[\s-]/).some(isKnown) && !isKnown(text);
  const emoji = others.filter(({ en, ko }) => en.label.length <= 14 && ko.label.length <= 7 && strange(en.label) && strange(ko.label)).map(({ emoji, en, ko }) => ({ emoji: emoji.replace(/\uFE0F$/u, ''), en: en.label.toLowerCase(), ko: ko.label }));
  const named = new Set(emoji.flatMap(({ en, ko }) => [en, ko]));
  const spoken = (language: Language): readonly Outsider[] => [...new Set(words[language].split(' '))].filter((word) => strange(word) && !named.has(word)).map((word) => ({ [language]: word }));
  return [...emoji, ...spoken('en'), ...spoken('ko')];
}
