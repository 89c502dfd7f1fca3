import type { textToImage as english, textToImageViews as englishViews } from '../en/text-to-image.ts';

/** 글로 그림을 그리는 페이지와, 잡음에서 그림까지 가는 길. */
export const textToImage: typeof english = {
  textToImage: {
    title: '글로 그림',
    lead: '보고 싶은 것을 적어 보세요. 잡음에서 한 단계씩 그림이 나와요. 어느 단계로든 돌아가 볼 수 있어요.',
    none: '아직 글로 그림을 그리는 모델이 없어요.',
    noneHint: '캡션이 있는 그림으로 확산 모델을 훈련하면 여기에 바로 나타나요.',
    ask: '그릴 것',
    result: '결과',
    prompt: '무엇을 그릴까요?',
    from: '처음',
    to: '끝',
    placeholder: '몇 마디면 돼요',
    examples: '예:',
    examplesTo: '끝의 예:',
    negative: '무엇이 없어야 할까요?',
    negativeNote: '가이던스(guidance)가 여기에서 멀어지게 이끌어요. 비우면 없어요.',
    paint: '그리기',
    linkNote: '글, 시드, 가림판, 설정이 링크에 담겨요. 직접 넣은 그림은 담기지 않아요.',
  },
};

export const textToImageViews: typeof englishViews = {
  denoising: {
    picture_one: '이 단계의 그림',
    picture_other: '이 단계의 그림',
    clean_one: '모델이 짐작하는 그림',
    clean_other: '모델이 짐작하는 그림',
    timeline: '잡음에서 그림까지',
    at: '{{of}}단계 중 {{step}}단계',
    noise: '잡음 {{level}}',
    go: '{{step}}단계로 가기',
    play: '단계 재생하기',
    pause: '잠깐 멈추기',
    note: '위는 단계마다의 그림이고, 아래는 모델이 그 속에서 짐작하는 그림이에요.',
    gif: '단계를 GIF로 저장',
    gifPath: '가는 길을 GIF로 저장',
    otherSize: '훈련한 그림과 크기가 달라서 견줄 수 없어요.',
  },
};
