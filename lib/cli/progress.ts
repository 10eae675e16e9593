import type { Terminal } from './terminal';

const REDRAW_MS = 100;

/** Shows how far a long step is: a bar where somebody watches, a line every quarter elsewhere. */
export class Progress {
  private readonly started: number;
  private drawn = 0;
  private quarter = 0;

  /**
   * @param label what is done, such as `hashing`
   * @param total bytes; zero where there is nothing to do
   */
  constructor(private readonly terminal: Terminal, private readonly label: string, private readonly total: number) {
    this.started = terminal.now();
    this.drawn = this.started;
  }

  update(bytes: number): void {
    const now = this.terminal.now();
    if (this.terminal.interactive) {
      if (now - this.drawn < REDRAW_MS) return;
      this.drawn = now;
      this.terminal.status(this.bar(bytes, now));
      return;
    }
    const quarter = this.total === 0 ? 4 : Math.floor((4 * bytes) / this.total);
    if (quarter > this.quarter && quarter < 4) {
      this.quarter = quarter;
      this.terminal.err(`${this.label} ${quarter * 25} % of ${formatBytes(this.total)}`);
    }
  }

  /** Ends the line, whatever became of the step. */
  end(): void {
    const seconds = (this.terminal.now() - this.started) / 1000;
    const rate = seconds > 0 ? `, ${formatBytes(this.total / seconds)}/s` : '';
    const line = `${this.label} ${formatBytes(this.total)} in ${seconds.toFixed(1)} s${rate}`;
    if (this.terminal.interactive) this.terminal.status('');
    this.terminal.err(line);
  }

  private bar(bytes: number, now: number): string {
    const share = this.total === 0 ? 1 : Math.min(1, bytes / this.total);
    const rate = (bytes * 1000) / Math.max(1, now - this.started);
    const text = ` ${String(Math.floor(share * 100)).padStart(3)} %  ${formatBytes(bytes)} of ${formatBytes(this.total)}  ${formatBytes(rate)}/s`;
    const width = Math.max(0, Math.min(40, this.terminal.columns - this.label.length - text.length - 2));
    const filled = Math.round(share * width);
    return `${this.label} ${'█'.repeat(filled)}${'░'.repeat(width - filled)}${text}`.slice(0, this.terminal.columns - 1);
  }
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, as disks and shard sizes are given. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}
