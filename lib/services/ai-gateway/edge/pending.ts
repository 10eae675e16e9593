/** Work that nobody waits for while the gateway runs, but that must end before the process does. */
export class Pending {
  private readonly work = new Set<Promise<unknown>>();

  add(work: Promise<unknown> | undefined): void {
    if (work === undefined) return;
    this.work.add(work);
    void work.finally(() => this.work.delete(work)).catch(() => undefined);
  }

  /** Also what the work adds while it ends. */
  async ended(): Promise<void> {
    while (this.work.size > 0) await Promise.allSettled([...this.work]);
  }
}
