import type { controls as english } from '../en/controls.ts';

/** 설정 칸과 재료 칸. */
export const controls: typeof english = {
  form: {
    integer: '정수',
    range: '{{minimum}}부터 {{maximum}}까지',
    atLeast: '{{minimum}} 이상',
    atMost: '{{maximum}} 이하',
    invalid: '{{what}}(으)로 적어 주세요. 지금은 {{value}}이에요.',
    json: 'JSON으로 적어 주세요: {{message}}',
    unsaid: '정하지 않음',
    tags: { text: '적고 Enter를 누르세요', numbers: '숫자를 적고 Enter를 누르세요', integer: '정수로 적어 주세요.', number: '숫자로 적어 주세요.', remove: '{{value}} 빼기' },
    pairs: { name: '낱말이나 번호', value: '값', add: '더하기' },
    advanced: '고급',
    changed_one: '{{count}}개 바꿈',
    changed_other: '{{count}}개 바꿈',
  },
  input: {
    image: {
      choose: '고르기',
      random: '아무거나 하나',
      drop: '그림을 놓거나 붙여 넣기',
      file: '파일에서',
      search: '설명으로 찾기',
      searchNote: '한국어나 영어로 찾아요.',
      none: '맞는 설명이 없어요.',
      noData: '이 모델의 훈련 데이터를 찾을 수 없어요. 그림을 놓거나, 붙여 넣거나, 파일에서 골라 주세요.',
      more: '더 보기',
      title: '‘{{name}}’ 고르기',
      own: '내 그림',
      unreadable: '브라우저가 읽을 수 있는 그림 파일이 아니에요.',
    },
    embedding: {
      explore: '잠재 공간(latent space) 둘러보기',
      note: '막대 하나가 잠재 벡터(latent vector)의 숫자 하나를 움직여요. 0이 한가운데예요.',
      zero: '모두 0으로',
      random: '무작위로 뽑기',
      from: '그림에서 가져오기',
      all: '{{count}}개 모두 보기',
      fewer: '앞의 {{count}}개만 보기',
      number: '잠재 {{index}}',
    },
    unsupported: '이 페이지에는 아직 ‘{{kind}}’를 넣을 수 없어요. 프로그램에서 써 주세요.',
    name: {
      image: '그림', from: '처음', to: '끝', left: '왼쪽', right: '오른쪽', latent: '잠재 벡터', text: '글', prompt: '지시문', label: '분류', mask: '가림판', first: '첫째', second: '둘째', tokens: '토큰(token)', messages: '보낼 말', target: '짝이 되는 글', query: '물음',
    },
  },
};
