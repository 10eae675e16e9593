import type { Command, OptionDescription } from '../command';
import { awsClients, type AwsClients } from './aws';
import { card } from './card';
import { publish } from './publish';
import { sign } from './sign';
import { verify } from './verify';

const hashing: Readonly<Record<string, OptionDescription>> = {
  method: { value: '<method>', describe: "how files are hashed: files, shards, or auto (shards where a file is larger than one); default auto" },
  'shard-size': { value: '<bytes>', describe: 'bytes of one shard; default 1000000000' },
  'shard-algorithm': { value: '<name>', describe: "spelling of a shard's algorithm: tool (read by the reference tool) or specification; default tool" },
  ignore: { value: '<path>', describe: 'relative path to leave out, with everything below it', multiple: true },
};

/** Commands that publish, sign and verify models. The clients are made when a command needs them. */
export function modelCommands(aws: AwsClients = awsClients()): Command[] {
  return [
    {
      words: ['model', 'publish'],
      summary: 'Hashes, signs and uploads a model version, with its card; never overwrites one',
      positionals: ['<dir>'],
      options: {
        name: { value: '<name>', describe: 'name of the model', required: true },
        version: { value: '<version>', describe: 'version, such as 1.0.0; a name that moves (latest) is refused', required: true },
        bucket: { value: '<bucket>', describe: 'model bucket of the registry', required: true },
        key: { value: '<key>', describe: 'signing key: ARN or alias of KMS', required: true },
        card: { value: '<file>', describe: 'model card, YAML or JSON (see: secure-ai model card)' },
        'encryption-key': { value: '<arn>', describe: "key of the bucket; default: asked from the bucket" },
        ...hashing,
      },
      notes: ['Needs the permissions of ModelRegistry.grants.publish. The signature is written last: a version without it is none.'],
      run: (input, terminal) => publish(input, terminal, aws),
    },
    {
      words: ['model', 'verify'],
      summary: 'Verifies a folder, a file, or a published version (s3://bucket/models/name/version)',
      positionals: ['<model>'],
      options: {
        key: { value: '<key>', describe: 'public key: a PEM file, or ARN or alias of KMS', required: true },
        signature: { value: '<file>', describe: 'signature of a folder or file; default <model>.sig' },
        exact: { describe: 'refuse files under ignored paths (.git and those that the signer left out), too' },
      },
      notes: ['Signatures of other tools that follow OpenSSF Model Signing v1.0 with the method key are verified as well.'],
      run: (input, terminal) => verify(input, terminal, aws),
    },
    {
      words: ['model', 'sign'],
      summary: 'Signs a folder or file where it lies, without uploading it',
      positionals: ['<model>'],
      options: {
        key: { value: '<key>', describe: 'private key: a PEM file, or ARN or alias of KMS', required: true },
        signature: { value: '<file>', describe: 'where the signature goes; default <model>.sig' },
        ...hashing,
      },
      notes: ['A key for trials: openssl ecparam -name prime256v1 -genkey -noout -out key.pem'],
      run: (input, terminal) => sign(input, terminal, aws),
    },
    {
      words: ['model', 'card'],
      summary: 'Prints a model card to fill in, or checks one',
      options: { check: { value: '<file>', describe: 'card to check, YAML or JSON' } },
      run: (input, terminal) => card(input, terminal),
    },
  ];
}
