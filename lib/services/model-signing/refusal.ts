import { PlatformError, type Problem } from '../../contract/platform-error';

/** Every reason for which a model or its signature is refused, with what the reader can do about it. Codes are a public contract. */
export const REFUSALS = {
  ModelBundleMalformed: 'publish the model again; the signature file is damaged, truncated or not a Sigstore bundle',
  ModelBundleVersionUnsupported: 'sign again with a tool that writes application/vnd.dev.sigstore.bundle.v0.3+json',
  ModelSigningMethodUnsupported: "sign with the method 'key'; certificates and Sigstore identities are not trusted here",
  ModelPayloadTypeWrong: 'sign an in-toto statement (application/vnd.in-toto+json)',
  ModelSignatureMissing: 'sign the model',
  ModelSignatureExtra: 'keep exactly one signature; the others cannot be judged',
  ModelKeyWrong: 'verify with the key that signed the model, or sign again with this one',
  ModelSignatureInvalid: 'publish the model again; the signed statement was altered or another key signed it',
  ModelStatementMalformed: 'sign again with a tool that follows OpenSSF Model Signing v1.0',
  ModelStatementTypeWrong: 'sign an in-toto statement of type https://in-toto.io/Statement/v1',
  ModelPredicateTypeWrong: 'sign with predicate type https://model_signing/signature/v1.0',
  ModelSerializationUnsupported: "sign with serialization method 'files' or 'shards'",
  ModelHashUnsupported: 'sign with hash type sha256 (or blake2b), one for all files',
  ModelRootDigestWrong: 'sign again; the statement contradicts itself',
  ModelNameUnsafe: 'use relative names without . and .. components, backslashes or control characters',
  ModelNameDuplicate: 'sign again; every file may be listed once',
  ModelShardsMalformed: 'sign again; the shards of a file must cover it without gap or overlap',
  ModelIgnorePathInvalid: 'ignore exact relative paths, without glob characters',
  ModelEmpty: 'give a model with at least one file',
  ModelFileMissing: 'fetch or publish the model again',
  ModelFileAdded: 'remove the file, or sign a new version with it',
  ModelFileChanged: 'fetch or publish the model again',
  ModelFileRenamed: 'restore the signed name, or sign a new version',
  ModelSymlinkFound: 'replace the link by the file itself',
  ModelSpecialFileFound: 'keep only regular files and folders in the model',
  ModelFileUnreadable: 'make the file readable and try again',
  ModelEmptyFileInShards: "remove the empty file, or sign with method 'files': shards cannot cover a file without bytes",
  ModelCardUnsigned: 'publish the model again; a card without a signature can be anyone\'s',
  ModelCardOfOtherModel: 'publish the model again; the card was made for other files',
  ModelFormatUnsafe: "convert the weights to safetensors, or give 'unsafeFormats' with reason, owner and expiry in the model card",
  ModelVersionExists: 'publish under another version',
  ModelVersionIncomplete: 'publish under another version',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** The model must not be used. Holds every reason that was found. */
export class ModelRefused extends PlatformError {
  constructor(problems: readonly Problem[]) {
    super(problems);
    this.name = 'ModelRefused';
  }

  static isModelRefused(value: unknown): value is ModelRefused {
    return PlatformError.isPlatformError(value) && value.name === 'ModelRefused';
  }
}

/** One reason, with the fix that belongs to its code. */
export function refusal(code: RefusalCode, what: string, detail: { readonly got?: unknown; readonly where?: string } = {}): Problem {
  return { code, what, fix: REFUSALS[code], ...detail };
}

export function refuse(code: RefusalCode, what: string, detail: { readonly got?: unknown; readonly where?: string } = {}): never {
  throw new ModelRefused([refusal(code, what, detail)]);
}
