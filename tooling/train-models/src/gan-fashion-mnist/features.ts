import type { HostArray, Tensor } from '@figment/core';
import { dispose, download, slice, tidy } from '@figment/core/ops';

import type { Classifier } from './classifier.ts';

/** What the classifier says of pictures. */
export interface Seen {
  /** [N, 64] */
  readonly features: HostArray;
  /** [N, 10] */
  readonly probabilities: HostArray;
}

const CHUNK = 250;

/** images: [N, 32, 32, 1] in [0, 1]; they are left to the caller. */
export async function lookAt(classifier: Classifier, images: Tensor): Promise<Seen> {
  const count = images.shape[0];
  const features: Float32Array[] = [], probabilities: Float32Array[] = [];
  for (let from = 0; from < count; from += CHUNK) {
    const seen = tidy(() => {
      const { features: found } = classifier.look(slice(images, [from, 0, 0, 0], [Math.min(CHUNK, count - from), -1, -1, -1]), false);
      return [found, classifier.probabilities(found)];
    });
    const [chunk, said] = await Promise.all(seen.map((each) => download(each)));
    features.push(chunk!.data as Float32Array);
    probabilities.push(said!.data as Float32Array);
    dispose(seen);
  }
  return { features: joined(features, count), probabilities: joined(probabilities, count) };
}

function joined(parts: readonly Float32Array[], rows: number): HostArray {
  const data = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { data, shape: [rows, data.length / rows] };
}
