export interface StoredThing {
  readonly kind: 'model' | 'data' | 'text';
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly savedAt: number | undefined;
  /** `task`: the first that a model can do. */
  readonly detail: { readonly step?: number | undefined; readonly task?: string | undefined; readonly count?: number | undefined };
}

export interface StorageReport {
  readonly things: readonly StoredThing[];
  readonly usage: number | undefined;
  readonly quota: number | undefined;
  readonly persisted: boolean;
}
