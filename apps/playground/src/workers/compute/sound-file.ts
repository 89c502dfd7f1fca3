import { encodeWav } from '@figment/core/data';

/** A sound as a WAV file. */
export function soundFile({ samples, rate }: { readonly samples: Float32Array; readonly rate: number }): Promise<Blob> {
  return Promise.resolve(new Blob([encodeWav({ samples: { data: samples, shape: [samples.length] }, rate })], { type: 'audio/wav' }));
}
