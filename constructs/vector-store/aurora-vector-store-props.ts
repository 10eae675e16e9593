import { Token, type Duration, type RemovalPolicy, type aws_kms as kms, type aws_logs as logs, type aws_rds as rds } from 'aws-cdk-lib';
import { throwProblems, type Problem } from '../../lib/contract/platform-error';
import { MAX_DIMENSIONS } from '../../lib/contract/vector-store';
import type { IIsolatedNetwork } from '../network/isolated-network-base';

/** Properties of an AuroraVectorStore. */
export interface AuroraVectorStoreProps {
  /** Network whose data subnets and vector store security group it uses. At least two data subnets in two zones. */
  readonly network: IIsolatedNetwork;
  /** Key of the storage, the snapshots and the performance data. It cannot be changed later. */
  readonly encryptionKey: kms.IKey;
  /** Key of the master user's secret. It cannot be changed later. @default - `encryptionKey` */
  readonly secretEncryptionKey?: kms.IKey;
  /** Key of the log groups; its policy must admit CloudWatch Logs (the `logs` key of DataKeys does). @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** How long logs are kept. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Numbers in one embedding: what the embedding model gives. Up to 2,000 are kept in single precision, up to 4,000 in half precision.
   * It cannot be changed later: another vector space needs another store.
   * @default 1024
   */
  readonly dimensions?: number;
  /** Engine version; 16.8, 17.4, 18.3 or later, which have pgvector 0.8 and can pause. @default AuroraPostgresEngineVersion.VER_17_9 */
  readonly engineVersion?: rds.AuroraPostgresEngineVersion;
  /** Name of the database. @default 'vectors' */
  readonly databaseName?: string;
  /**
   * Name of the cluster. A change that would replace the cluster, and lose its data, fails on the name that is taken; to replace it on purpose, give another name.
   * @default - `vectors-`, a hash of the construct path and the start of the stack's id: other for each deployed stack, so that a retained cluster blocks nothing
   */
  readonly clusterIdentifier?: string;
  /** Least capacity in ACU (about 2 GiB of memory each), in steps of 0.5. HNSW search wants the index in memory. @default 0.5 */
  readonly minCapacity?: number;
  /** Most capacity in ACU, in steps of 0.5, up to 256. @default 4 */
  readonly maxCapacity?: number;
  /**
   * Pauses at zero capacity after this long without a connection, 5 minutes to 24 hours. The next connection waits some 15 seconds. For development.
   * @default - never pauses
   */
  readonly pauseWhenIdle?: Duration;
  /** Adds a reader in another zone that takes over when the writer fails. @default false */
  readonly multiAz?: boolean;
  /** Storage without a charge for each request; cheaper where requests are a quarter of the bill. @default false */
  readonly ioOptimized?: boolean;
  /** How long continuous backups are kept, 7 to 35 days. @default Duration.days(14) */
  readonly backupRetention?: Duration;
  /**
   * Metrics of the operating system every 1, 5, 10, 15, 30 or 60 seconds. They go to the log group `RDSOSMetrics`, which belongs to the
   * account, is not encrypted with your key and outlives the stack.
   * @default - none; capacity, load and connections are measured all the same
   */
  readonly enhancedMonitoringInterval?: Duration;
  /**
   * What happens to the data when the stack goes. RETAIN and SNAPSHOT come with deletion protection, which stays on until it is switched off by hand.
   * DESTROY takes the data, its backups and its logs along.
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

const MONITORING_SECONDS = [1, 5, 10, 15, 30, 60];
const OLDEST_MINOR: { readonly [major: string]: number } = { 16: 8, 17: 4, 18: 3 };

/** Throws one error with everything that is wrong. Values that are known only at deploy are let through. */
export function validateAuroraVectorStoreProps(props: AuroraVectorStoreProps, where: string): void {
  const problems: Problem[] = [];
  const expect = (valid: boolean, code: string, what: string, got: unknown, fix: string) => {
    if (!Token.isUnresolved(got) && !valid) problems.push({ code, what, got, where, fix });
  };
  const { dimensions = 1024, minCapacity = 0.5, maxCapacity = 4, pauseWhenIdle, backupRetention, clusterIdentifier, databaseName, enhancedMonitoringInterval } = props;

  expect(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= MAX_DIMENSIONS, 'VectorDimensionsInvalid',
    `'dimensions' must be a whole number from 1 to ${MAX_DIMENSIONS}, which pgvector can index`, dimensions, 'give what the embedding model returns, or have it return fewer');
  expect(isCapacity(minCapacity, 0.5), 'VectorMinCapacityInvalid', "'minCapacity' must be 0.5 to 256 in steps of 0.5", minCapacity,
    minCapacity === 0 ? "leave it out and set 'pauseWhenIdle' to pause at zero" : 'round it to a half');
  expect(isCapacity(maxCapacity, 1), 'VectorMaxCapacityInvalid', "'maxCapacity' must be 1 to 256 in steps of 0.5", maxCapacity, 'round it to a half');
  if (!Token.isUnresolved(minCapacity)) {
    expect(maxCapacity >= minCapacity, 'VectorCapacityRangeInvalid', `'maxCapacity' must not be below 'minCapacity' (${minCapacity})`, maxCapacity, 'raise it');
  }
  if (pauseWhenIdle !== undefined && !pauseWhenIdle.isUnresolved()) {
    const seconds = pauseWhenIdle.toSeconds();
    expect(seconds >= 300 && seconds <= 86_400, 'VectorPauseInvalid', "'pauseWhenIdle' must be 5 minutes to 24 hours",
      pauseWhenIdle.toHumanString(), 'choose a time in that range');
    expect(props.minCapacity === undefined, 'VectorPauseWithMinCapacity', "'minCapacity' must be left out with 'pauseWhenIdle', which starts from zero",
      props.minCapacity, 'drop one of the two');
  }
  if (backupRetention !== undefined && !backupRetention.isUnresolved()) {
    const days = backupRetention.toDays({ integral: false });
    expect(Number.isInteger(days) && days >= 7 && days <= 35, 'VectorBackupRetentionInvalid', "'backupRetention' must be 7 to 35 whole days",
      backupRetention.toHumanString(), 'choose a time in that range');
  }
  if (enhancedMonitoringInterval !== undefined && !enhancedMonitoringInterval.isUnresolved()) {
    expect(MONITORING_SECONDS.includes(enhancedMonitoringInterval.toMilliseconds() / 1000), 'VectorMonitoringIntervalInvalid',
      `'enhancedMonitoringInterval' must be ${MONITORING_SECONDS.join(', ')} seconds`, enhancedMonitoringInterval.toHumanString(), 'choose one of these');
  }
  if (clusterIdentifier !== undefined) {
    expect(/^[a-z](-?[a-z0-9])*$/.test(clusterIdentifier) && clusterIdentifier.length <= 52, 'VectorClusterIdentifierInvalid',
      "'clusterIdentifier' must be up to 52 lower-case letters, digits and single hyphens, and start with a letter", clusterIdentifier, 'choose such a name');
  }
  if (databaseName !== undefined) {
    expect(/^[a-z][a-z0-9_]{0,62}$/.test(databaseName) && !['postgres', 'rdsadmin', 'template0', 'template1'].includes(databaseName), 'VectorDatabaseNameInvalid',
      "'databaseName' must be up to 63 lower-case letters, digits and underscores, start with a letter, and not be one that PostgreSQL or RDS uses",
      databaseName, 'choose such a name');
  }
  if (props.engineVersion !== undefined) {
    const version = props.engineVersion.auroraPostgresFullVersion;
    const [major = '', minor = ''] = version.split('.');
    expect(Number(minor) >= (OLDEST_MINOR[major] ?? (Number(major) > 18 ? 0 : Infinity)), 'VectorEngineVersionTooOld',
      "'engineVersion' must be at least 16.8, 17.4 or 18.3, the first with pgvector 0.8", version, 'choose a later version');
  }
  throwProblems(problems);
}

function isCapacity(units: number, least: number): boolean {
  return units >= least && units <= 256 && Number.isInteger(units * 2);
}
