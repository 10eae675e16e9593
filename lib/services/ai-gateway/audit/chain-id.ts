/** `20261122T101112Z-` and 32 hexadecimal digits: chains sort by when they began, and no two have the same name. */
const CHAIN_ID = /^\d{8}T\d{6}Z-[0-9a-f]{32}$/;

export function chainId(now: number, random: (bytes: number) => Buffer): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '');
  return `${time}Z-${random(16).toString('hex')}`;
}

export function isChainId(text: string): boolean {
  return CHAIN_ID.test(text);
}
