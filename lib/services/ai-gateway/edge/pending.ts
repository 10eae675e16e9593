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

  /** The same, but not for longer than this. */
  async endedWithin(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([this.ended(), new Promise((resolve) => { timer = setTimeout(resolve, milliseconds); })]);
    clearTimeout(timer);
  }
}
