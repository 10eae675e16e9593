import { Token, type aws_ecr as ecr } from 'aws-cdk-lib';
import { UNPUBLISHED_IMAGE_DIGEST, isImageDigest } from '../../lib/contract/image-digest';
import { throwProblems } from '../../lib/contract/platform-error';

/** A container image of a private repository, named by the digest of its bytes: nobody can put other bytes behind it. */
export class PinnedImage {
  /**
   * The image with this digest.
   * @param repository a private repository; the VPC has no way to a public one
   * @param digest `sha256:` and 64 hexadecimal digits, as `docker push` and `aws ecr describe-images` print it
   * @throws PlatformError when the digest is a tag or malformed
   */
  public static fromDigest(repository: ecr.IRepository, digest: string): PinnedImage {
    if (!Token.isUnresolved(digest) && !isImageDigest(digest)) {
      throwProblems([{ code: 'ImageNotPinned', what: "an image must be named by its digest, 'sha256:' and 64 hexadecimal digits", got: digest, fix: 'push the image and give the digest that the registry answers; a tag can be moved' }]);
    }
    return new PinnedImage(repository, digest);
  }

  /** Stands for an image that does not exist yet: services that use it are deployed whole, held at zero tasks. */
  public static unpublished(repository: ecr.IRepository): PinnedImage {
    return new PinnedImage(repository, UNPUBLISHED_IMAGE_DIGEST);
  }

  /** Repository that holds the image. */
  public readonly repository: ecr.IRepository;
  /** Digest of the image. */
  public readonly digest: string;
  /** False while the digest only stands for an image to come. */
  public readonly published: boolean;
  /** What a task definition names: registry, repository and digest. */
  public readonly uri: string;

  private constructor(repository: ecr.IRepository, digest: string) {
    this.repository = repository;
    this.digest = digest;
    this.published = digest !== UNPUBLISHED_IMAGE_DIGEST;
    this.uri = repository.repositoryUriForDigest(digest);
  }
}
