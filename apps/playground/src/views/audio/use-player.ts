import { useCallback, useEffect, useRef, useState } from 'react';

import type { Sound } from './sound.ts';

/** One voice for the whole page: a sound that begins ends the one before. */
let context: AudioContext | undefined;
let silence: () => void = () => undefined;

export interface Player {
  readonly playing: boolean;
  /** Part of the sound that was heard, 0 to 1. */
  readonly position: number;
  readonly play: () => void;
  readonly stop: () => void;
}

/** Plays a sound from its beginning. */
export function usePlayer(sound: Sound | undefined): Player {
  const [playing, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const ending = useRef<() => void>(() => undefined);
  const stop = useCallback(() => { ending.current(); }, []);

  const play = useCallback(() => {
    if (sound === undefined) return;
    silence();
    context ??= new AudioContext();
    const voice = context;
    void voice.resume();
    const buffer = voice.createBuffer(1, sound.samples.length, sound.rate);
    buffer.copyToChannel(new Float32Array(sound.samples), 0);
    const source = new AudioBufferSourceNode(voice, { buffer });
    source.connect(voice.destination);
    const from = voice.currentTime;
    let frame = 0;
    const follow = (): void => {
      setPosition(Math.min(1, (voice.currentTime - from) / buffer.duration));
      frame = requestAnimationFrame(follow);
    };
    const end = (): void => {
      cancelAnimationFrame(frame);
      source.onended = null;
      source.disconnect();
      setPlaying(false);
      setPosition(0);
      ending.current = () => undefined;
    };
    source.onended = end;
    ending.current = end;
    silence = end;
    source.start();
    setPlaying(true);
    follow();
  }, [sound]);

  useEffect(() => stop, [sound, stop]);
  return { playing, position, play, stop };
}
