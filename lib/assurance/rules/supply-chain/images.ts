import { at, splitSymbols, text, type Resource, type Value } from '../../template';
import { CONTAINERS, POD_CONTAINERS } from '../compute/containers';
import { hasOpenPart, ofText } from '../compute/expectations';
import { everyPlace, type Path } from '../compute/places';
import { skip, type Expectation } from '../outcome';
import type { Outcome } from '../rule';

/** Where types name the image that they run. */
const IMAGES: { readonly [type: string]: readonly Path[] } = {
  'AWS::ECS::TaskDefinition': CONTAINERS.map((container) => [...container, 'Image']),
  'AWS::Batch::JobDefinition': [...CONTAINERS, ...POD_CONTAINERS].map((container) => [...container, 'Image']),
  'AWS::Lambda::Function': [['Code', 'ImageUri']],
  'AWS::AppRunner::Service': [['SourceConfiguration', 'ImageRepository', 'ImageIdentifier']],
  'AWS::BedrockAgentCore::Runtime': [['AgentRuntimeArtifact', 'ContainerConfiguration', 'ContainerUri']],
  'AWS::CodeBuild::Project': [['Environment', 'Image']],
  'AWS::SageMaker::Model': [['PrimaryContainer', 'Image'], ['Containers', '*', 'Image']],
  'AWS::SageMaker::ModelPackage': [['InferenceSpecification', 'Containers', '*', 'Image'], ['AdditionalInferenceSpecifications', '*', 'Containers', '*', 'Image']],
  'AWS::SageMaker::ProcessingJob': [['AppSpecification', 'ImageUri']],
  'AWS::SageMaker::DataQualityJobDefinition': [['DataQualityAppSpecification', 'ImageUri']],
  'AWS::SageMaker::ModelBiasJobDefinition': [['ModelBiasAppSpecification', 'ImageUri']],
  'AWS::SageMaker::ModelExplainabilityJobDefinition': [['ModelExplainabilityAppSpecification', 'ImageUri']],
  'AWS::SageMaker::ModelQualityJobDefinition': [['ModelQualityAppSpecification', 'ImageUri']],
};

export const IMAGE_TYPES: readonly string[] = Object.keys(IMAGES);

/** Judges every image that a resource runs; images that AWS keeps for CodeBuild have a version instead of a digest, and no registry. */
export function everyImage(resource: Resource, judge: (image: Value, path: Path) => Outcome): Outcome {
  return everyPlace(resource, IMAGES[resource.type] ?? [], (image, path) => {
    const written = text(image);
    return resource.type === 'AWS::CodeBuild::Project' && typeof written === 'string' && /^aws\/codebuild\/[\w-]+:[\w.-]*\d/.test(written) ? skip('ImageOfCodeBuild') : judge(image, path);
  }, skip('NoImage'));
}

/** A digest at the end; a text with a part of unknown content may have one. */
export const BY_DIGEST: Expectation = ofText('an image by digest', (written) => {
  if (/@sha256:[0-9a-f]{64}$/.test(written) || /@(?:sha256:)?\u27E6[^\u27E7]*\u27E7$/.test(written)) return 'yes';
  return hasOpenPart(written) ? 'unknown' : 'no';
});

const ECR = /^[^/]+\.dkr[.-]ecr(?:-fips)?\.[^/]+\//;

/** An image of a private registry of ECR, of this account or of AWS. */
export const PRIVATE_REGISTRY: Expectation = ofText('an image of a private registry of ECR', (written) => {
  if (ECR.test(written)) return 'yes';
  const [first] = splitSymbols(written);
  return first?.kind === 'symbol' && first.shape === 'any' ? 'unknown' : 'no';
});

/** Containers that name a secret with which their image is pulled: from a registry that is not public. */
export function pullsWithCredentials(resource: Resource, image: Path): boolean {
  const container = at(resource.properties, ...image.slice(0, -1));
  return at(container, 'RepositoryCredentials', 'CredentialsParameter') !== undefined || at(container, 'RegistryCredential', 'Credential') !== undefined
    || at(container, 'ImageConfig', 'RepositoryAuthConfig', 'RepositoryCredentialsProviderArn') !== undefined;
}
