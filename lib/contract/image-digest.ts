/** A digest as a registry writes it. A tag can be moved to other bytes; this cannot. */
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Stands for an image that has not been published yet. A service that is told this digest is deployed whole but held at zero tasks,
 * so that an empty account can be deployed before any image exists.
 */
export const UNPUBLISHED_IMAGE_DIGEST = `sha256:${'0'.repeat(64)}`;

/** Whether the text is a digest (`sha256:` and 64 lower-case hexadecimal digits). */
export function isImageDigest(text: string): boolean {
  return DIGEST.test(text);
}
