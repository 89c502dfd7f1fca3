export interface StoredThing {
  readonly kind: 'model' | 'data' | 'text';
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly savedAt: number | undefined;
  /** `tasks`: what a model can do. */
  readonly detail: { readonly step?: number | undefined; readonly tasks?: readonly { readonly name: string; readonly output: string }[] | undefined; readonly count?: number | undefined };
}

export interface StorageReport {
  readonly things: readonly StoredThing[];
  readonly usage: number | undefined;
  readonly quota: number | undefined;
  readonly persisted: boolean;
}
