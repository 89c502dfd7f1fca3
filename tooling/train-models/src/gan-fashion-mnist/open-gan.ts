import { openModel } from '@figment/core/checkpoint';
import { gan } from '@figment/gan';

/** The finished model, as anybody opens it. */
export const openGan = (path: string) => openModel(path, gan);

export type Clothesmaker = Awaited<ReturnType<typeof openGan>>;
