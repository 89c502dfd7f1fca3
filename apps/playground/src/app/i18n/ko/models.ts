import type { models as english } from '../en/models.ts';

/** 모델 페이지. */
export const models: typeof english = {
  models: {
    title: '모델',
    lead: '바로 이 코드로 훈련한 작은 신경망이에요. 지금 이 탭에서, 내 컴퓨터로 돌아가요.',
    ready: '바로 쓸 수 있어요',
    readyNote: '진짜 그림으로 훈련했고, 금방 열려요.',
    none: '함께 들어 있는 모델이 없어요. 몇 분이면 직접 훈련할 수 있어요.',
    own: '내가 만든 모델',
    ownNote: '이 브라우저에만 저장돼요.',
    ownNone: '훈련한 모델이 여기에 쌓여요.',
    kinds: '훈련할 수 있는 종류',
    kindsNote: '플러그인마다 설정과 할 일이 적혀 있고, 이 페이지는 그걸 읽어서 보여 줘요.',
    open: '열기',
    train: '훈련하기',
    trainOne: '훈련해 보기',
    further: '이어서 훈련하기',
    can: '할 수 있는 일',
    size: '{{size}}',
    step: '{{step}}단계',
    trainedOn: '훈련 데이터: {{data}}',
    noPicture: '아직 그림이 없어요',
    plugin: '{{plugin}} 제공',
    untrainable: '다른 모델을 이어 붙인 종류라서, 따로 훈련하지 않아요.',
    unknownKind: '여기에 없는 플러그인이 필요해요: {{id}}',
  },
};
