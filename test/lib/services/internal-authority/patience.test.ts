import { patiently } from '../../../../lib/services/functions/internal-authority/patience';

const denied = () => Object.assign(new Error('not yet'), { name: 'AccessDeniedException' });

describe('an operation whose permission was just granted', () => {
  it('is repeated until IAM knows it', async () => {
    const waits: number[] = [];
    let refusals = 3;
    const operation = patiently(async (text: string) => { if (refusals-- > 0) throw denied(); return text; }, async (seconds) => { waits.push(seconds); });
    expect(await operation('done')).toBe('done');
    expect(waits).toEqual([5, 5, 5]);
  });
  it('fails when it is refused for too long, within a minute', async () => {
    let waited = 0;
    await expect(patiently(() => Promise.reject(denied()), async (seconds) => { waited += seconds; })()).rejects.toThrow('not yet');
    expect(waited).toBeLessThan(60);
  });
  it('fails at once for any other reason', async () => {
    let waits = 0;
    await expect(patiently(() => Promise.reject(new Error('broken')), async () => { waits++; })()).rejects.toThrow('broken');
    expect(waits).toBe(0);
  });
});
