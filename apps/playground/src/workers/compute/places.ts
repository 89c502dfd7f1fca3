/** Where the shipped models and data sets are served, below the address of the app. */
export const shippedUrl = new URL(`${import.meta.env.BASE_URL}models/`, self.location.origin).href;

/** What `openModel` takes for a source as pages name it: `models/NAME` is served, `opfs:NAME` is the user's own. */
export function checkpointAt(source: string): string {
  const shipped = /^models\/([\w.-]+)\/?$/.exec(source)?.[1];
  return shipped === undefined ? source : new URL(`${shipped}/`, shippedUrl).href;
}
