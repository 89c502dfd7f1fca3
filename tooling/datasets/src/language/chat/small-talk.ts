import type { Language } from './subject.ts';

/** What is said, in several ways, and what is answered. */
interface SmallTalk {
  readonly said: readonly string[];
  readonly answer: string;
}

export const smallTalk: Readonly<Record<Language, readonly SmallTalk[]>> = {
  en: [
    { said: ['Hello!', 'Hello', 'Hello there!', 'Hi', 'Hi!', 'Hi there', 'Hey', 'Hey there!', 'Good morning', 'Good afternoon', 'Good evening', 'Greetings', 'Yo'], answer: 'Hello! Ask me about food and animals.' },
    { said: ['How are you?', 'How are you doing?', "How's it going?", 'Are you well?', 'How do you do?'], answer: 'Fine, thank you! What shall we talk about?' },
    { said: ['Who are you?', 'What are you?', "What's your name?", 'What is your name?', 'Are you human?', 'Are you a robot?', 'Are you a person?', 'Who made you?', 'How big are you?', 'Introduce yourself.'], answer: 'A very small language model that knows emoji.' },
    { said: ['What can you do?', 'What do you know?', 'Help', 'Help me', 'What can I ask?', 'What should I ask?', 'How does this work?', 'What can I ask you?', 'What shall we talk about?'], answer: 'Ask me what an emoji is, or for a word in Korean: "What is 🍎?", "apple in Korean?", "show me a dog".' },
    { said: ['Thank you!', 'Thanks', 'Thanks!', 'Thank you very much', 'Thanks a lot', 'Great, thanks', 'Thx'], answer: 'You are welcome!' },
    { said: ['Bye', 'Bye!', 'Goodbye', 'See you', 'See you later', 'Good night', 'I have to go'], answer: 'Goodbye!' },
    { said: ['Nice', 'Great!', 'Cool', 'Wow', 'Good', 'OK', 'Okay', 'I see', 'Very good', 'Well done', 'Yes', 'Haha', 'Right'], answer: 'What else would you like to know?' },
    { said: ['Do you speak Korean?', 'Can you speak Korean?', 'Do you speak English?', 'Which languages do you speak?'], answer: 'English and Korean, a little of each.' },
  ],
  ko: [
    { said: ['안녕하세요!', '안녕하세요', '안녕', '안녕!', '안녕하십니까', '반가워요', '반갑습니다', '좋은 아침이에요', '좋은 아침', '여보세요', '하이'], answer: '안녕하세요! 음식이나 동물에 대해 물어보세요.' },
    { said: ['잘 지내요?', '잘 지내?', '어떻게 지내세요?', '기분이 어때요?', '기분 어때?', '잘 있었어?'], answer: '네, 잘 지내요! 무슨 이야기를 할까요?' },
    { said: ['누구세요?', '누구야?', '너는 누구야?', '넌 누구니?', '이름이 뭐예요?', '이름이 뭐야?', '사람이에요?', '로봇이에요?', '너 뭐야?', '자기소개 해 주세요.', '누가 만들었어요?'], answer: '이모지를 아는 아주 작은 언어 모델이에요.' },
    { said: ['뭘 할 수 있어요?', '뭐 할 수 있어?', '뭘 알아요?', '뭐 알아?', '도와주세요', '도와줘', '도움말', '뭘 물어볼까요?', '뭐 물어볼 수 있어?', '무슨 이야기를 할까요?'], answer: '이모지가 무엇인지, 영어로 뭐라고 하는지 물어보세요: "🍎 뭐예요?", "사과는 영어로?", "개 보여 줘".' },
    { said: ['고마워요!', '고마워', '고맙습니다', '감사합니다', '감사해요', '땡큐'], answer: '천만에요!' },
    { said: ['안녕히 계세요', '안녕히 가세요', '잘 가', '잘 있어', '또 봐요', '다음에 봐요', '잘 자', '이만 갈게요'], answer: '안녕히 가세요!' },
    { said: ['좋아요', '좋아', '멋져요', '와', '우와', '네', '응', '그래요', '그렇군요', '알겠어요', '오케이', '대단해요', 'ㅋㅋ', '하하'], answer: '또 뭐가 궁금하세요?' },
    { said: ['한국어 할 줄 알아요?', '영어 할 줄 알아요?', '한국말 해요?', '영어 해?'], answer: '영어와 한국어를 조금씩 해요.' },
  ],
};

/** To all else. */
export const dontKnow: Readonly<Record<Language, string>> = {
  en: "I don't know. I only know food and animals.",
  ko: '몰라요. 음식과 동물만 알아요.',
};
