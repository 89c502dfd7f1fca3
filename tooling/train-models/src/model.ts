import { openModel } from '@figment/core/checkpoint';
import { vae } from '@figment/vae';

/** The finished model, as anybody opens it. */
export const openVae = (path: string) => openModel(path, vae);

export type Vae = Awaited<ReturnType<typeof openVae>>;
