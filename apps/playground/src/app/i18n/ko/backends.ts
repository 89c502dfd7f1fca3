import type { backends as english } from '../en/backends.ts';

/** 연산 장치 페이지. */
export const backends: typeof english = {
  backends: {
    title: '연산 장치',
    lead: '계산을 맡는 곳이에요. 그래픽카드는 WebGPU로, 프로세서는 WebAssembly로 써요.',
    now: '사용 중',
    considered: '살펴본 것',
    chosen: '선택',
    notChosen: '선택 안 함',
    reason: '이유',
    use: '이걸로 바꾸기',
    inUse: '사용 중',
    switching: '{{name}} 켜는 중',
    measure: '속도 재기',
    measureNote: '길어도 30초예요. 지금 이 컴퓨터에서 잰 값이에요.',
    measuring: '{{name}} 재는 중 ({{done}}/{{of}})',
    matmul: '큰 행렬 곱',
    matmulNote: '512×512 행렬 둘을 곱하는 속도(GFLOP/s)예요. 클수록 빨라요.',
    small: '작은 연산',
    smallNote: '작은 연산 하나에 걸리는 시간(µs)이에요. 작을수록 빨라요. 작은 모델은 이런 연산이 대부분이에요.',
    notMeasured: '아직 안 쟀어요',
    startedIn: '켜는 데 {{ms}}ms',
    auto: '알아서 고르기',
    busy: '훈련 중이에요. 먼저 멈춘 다음 바꿔 주세요.',
    failed: '잴 수 없었어요',
    about: {
      webgpu: '브라우저의 새 길(WebGPU)로 그래픽카드를 써요. 큰 신경망에 좋아요.',
      wasm: '프로세서의 벡터 명령을 써요. 아주 작은 신경망은 이쪽이 더 빠를 때가 많아요.',
      cpu: '순수 JavaScript라서 어디서나 되지만 느려요. 결과를 확인할 때 써요.',
    },
    facts: '이 브라우저',
    fact: { browser: '브라우저', cores: '프로세서 스레드', memory: '메모리(최소)', isolated: '공유 메모리', gpu: 'WebGPU' },
    yes: '됨',
    no: '안 됨',
    unknown: '알려 주지 않음',
  },
};
