import type { DataPicture, DataSetDescription, OpenedModel } from '../../workers/protocol/index.ts';

/** Whether a model can be told in words what a picture shows: then it makes pictures of a text, too. */
export function readsCaptions({ tasks }: OpenedModel): boolean {
  return tasks.some(({ unavailable, input, output }) => unavailable === undefined && output === 'image' && input.length === 1 && input[0]?.kind === 'text');
}

/** What a picture shows, in the language that captions are learnt in unless something else is said. */
export function captionOf(picture: DataPicture | undefined): string | undefined {
  const caption = picture?.captions?.['en'];
  return caption === '' ? undefined : caption?.toLowerCase();
}

/** Pictures to begin with: those that it learnt from, or others of the same size. */
export function setFor({ data }: OpenedModel, shape: readonly number[] | undefined, sets: readonly DataSetDescription[]): DataSetDescription | undefined {
  return sets.find(({ id }) => id === data) ?? sets.find((set) => set.fields['image'] === 'image' && set.shape.join() === shape?.join());
}
