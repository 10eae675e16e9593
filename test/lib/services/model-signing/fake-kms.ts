import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, KMSInvalidSignatureException, SignCommand, VerifyCommand } from '@aws-sdk/client-kms';
import { signDigest, verifyDigest } from './p256';

/** KMS with one signing key of P-256. */
export class FakeKms {
  readonly calls: string[] = [];
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  get publicKey(): KeyObject {
    return this.pair.publicKey;
  }

  /** What a client would send; only the three operations are known. */
  client(): KMSClient {
    const client = new KMSClient({ region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    client.send = ((command: unknown) => Promise.resolve().then(() => this.answer(command))) as KMSClient['send'];
    return client;
  }

  private answer(command: unknown): unknown {
    if (command instanceof GetPublicKeyCommand) {
      this.calls.push('GetPublicKey');
      return { PublicKey: this.pair.publicKey.export({ type: 'spki', format: 'der' }), KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P256' };
    }
    if (command instanceof SignCommand) {
      this.calls.push(`Sign ${command.input.MessageType} ${command.input.SigningAlgorithm} ${command.input.Message?.length}`);
      return { Signature: signDigest(this.pair.privateKey, command.input.Message ?? Buffer.alloc(0)) };
    }
    if (command instanceof VerifyCommand) {
      this.calls.push(`Verify ${command.input.MessageType} ${command.input.SigningAlgorithm}`);
      if (!verifyDigest(this.pair.publicKey, command.input.Message ?? Buffer.alloc(0), command.input.Signature ?? Buffer.alloc(0))) throw new KMSInvalidSignatureException({ message: 'invalid', $metadata: {} });
      return { SignatureValid: true };
    }
    throw new Error('unknown command');
  }
}
