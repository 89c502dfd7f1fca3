/** A page gets the shipped data sets and models from one place: `baseUrl`, or `models/` beside the page. */
export function shippedFolders(baseUrl?: string): Promise<readonly string[]> {
  return Promise.resolve([new URL(baseUrl ?? 'models/', globalThis.location.href).href]);
}

/** A URL below another one. */
export function within(folder: string, path: string): string {
  return new URL(path, folder.endsWith('/') ? folder : `${folder}/`).href;
}
