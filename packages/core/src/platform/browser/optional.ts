/** A page has no installed packages to find: what it wants is imported by it and handed in. */
export const importOptional: (name: string) => Promise<unknown> = () => Promise.resolve(undefined);
