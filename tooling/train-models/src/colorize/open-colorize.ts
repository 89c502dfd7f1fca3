import { openModel } from '@figment/core/checkpoint';
import { imageToImage } from '@figment/gan';

/** The finished model, as anybody opens it. */
export const openColorize = (path: string) => openModel(path, imageToImage);

export type Colorizer = Awaited<ReturnType<typeof openColorize>>;
