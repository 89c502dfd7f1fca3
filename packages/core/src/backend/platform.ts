/** Node, or a runtime that says it is: packages can be found there. */
export const inNode = typeof process === 'object' && typeof (process.versions as { node?: string } | undefined)?.node === 'string';
