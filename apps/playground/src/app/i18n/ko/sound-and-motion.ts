import type { soundViews as english } from '../en/sound-and-motion.ts';

/** 소리와 짧은 영상을 보여 주는 칸. */
export const soundViews: typeof english = {
  audio: {
    play: '듣기',
    stop: '멈추기',
    save: 'WAV로 저장',
    waveform: '{{seconds}}초 동안 소리가 떨리는 모양',
    spectrogram: '시간에 따른 주파수(spectrogram)',
    axis: '아래는 0 kHz, 위는 {{kHz}} kHz',
    facts: '{{seconds}}초, 1초에 표본 {{rate}}개',
    sample: '소리 {{index}}',
  },
  video: {
    play: '재생',
    pause: '잠깐 멈추기',
    frame: '장면',
    frames: '장면들',
    loop: '되풀이',
    pace: '1초에 몇 장',
    save: 'GIF로 저장',
    alt: '{{count}}장 중 {{frame}}번째 장면, {{width}}×{{height}}픽셀',
    sample: '영상 {{index}}',
  },
};
