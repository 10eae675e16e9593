import { createSign, generateKeyPairSync } from 'node:crypto';
import type { Signer } from '../../../../lib/services/functions/internal-authority/certificate';

/** An authority's key on this machine. */
export function localSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: async () => publicKey.export({ type: 'spki', format: 'der' }),
    sign: async (content) => createSign('sha256').update(content).sign(privateKey),
  };
}
