import { propertyTables } from './property-table';
import { inTwoStates, kept, one } from './resources';
import { ruleTables } from './rule-table';

const CLUSTER = 'AWS::RDS::DBCluster';
const INSTANCE = 'AWS::RDS::DBInstance';
const IN_CLUSTER = one(INSTANCE, 'DBClusterIdentifier: c, Engine: aurora-postgresql');
const OPEN = '!ImportValue x';
const group = (parameters: string): string => `G: {Type: 'AWS::RDS::DBClusterParameterGroup', Properties: {Family: aurora-postgresql17, Parameters: {${parameters}}}}`;
const postgres = (parameters: string, properties = ''): string => one(CLUSTER, `Engine: aurora-postgresql, DBClusterParameterGroupName: !Ref G${properties}`, group(parameters));
const NO_GROUP = one(CLUSTER, 'Engine: aurora-postgresql');
const DEFAULT_GROUP = one(CLUSTER, 'Engine: aurora-postgresql, DBClusterParameterGroupName: default.aurora-postgresql17');
const GROUP_ELSEWHERE = one(CLUSTER, 'Engine: aurora-postgresql, DBClusterParameterGroupName: mine');

propertyTables({
  RdsStorageEncrypted: {
    type: CLUSTER,
    good: ['StorageEncrypted: true', "StorageEncrypted: 'true'"],
    bad: ['', 'StorageEncrypted: false'],
    skip: { 'an instance of a cluster': IN_CLUSTER },
    fail: { 'an instance of its own': one(INSTANCE), 'a cluster that has a name': one(CLUSTER, 'DBClusterIdentifier: mine') },
  },
  RdsIamAuthentication: {
    type: CLUSTER,
    good: ['Engine: aurora-postgresql, EnableIAMDatabaseAuthentication: true'],
    bad: ['Engine: aurora-postgresql', 'Engine: mysql, EnableIAMDatabaseAuthentication: false'],
    open: [`Engine: postgres, EnableIAMDatabaseAuthentication: ${OPEN}`, `Engine: ${OPEN}`],
    skip: { 'an engine that has none': one(INSTANCE, 'Engine: oracle-ee'), 'an instance of a cluster': IN_CLUSTER },
  },
  RdsManagedMasterPassword: {
    type: INSTANCE,
    good: ['ManageMasterUserPassword: true'],
    bad: ['', 'ManageMasterUserPassword: false'],
    skip: { 'a replica': one(INSTANCE, 'SourceDBInstanceIdentifier: x'), 'an instance of a cluster': IN_CLUSTER },
  },
  RdsNotPublic: {
    type: INSTANCE,
    good: ['PubliclyAccessible: false'],
    bad: ['PubliclyAccessible: true', ''],
    pass: { 'a cluster, which is private by default': one(CLUSTER) },
    fail: { 'a replication instance of which nothing is said': one('AWS::DMS::ReplicationInstance') },
  },
  RdsMinorVersionsApplied: { type: INSTANCE, good: ['AutoMinorVersionUpgrade: true'], bad: ['', 'AutoMinorVersionUpgrade: false'] },
  RdsProxyForcesTls: { type: 'AWS::RDS::DBProxy', good: ['RequireTLS: true'], bad: ['', 'RequireTLS: false'] },
  RdsLogsExported: {
    type: CLUSTER, good: [
      'Engine: aurora-postgresql, EnableCloudwatchLogsExports: [postgresql]',
      'Engine: mysql, EnableCloudwatchLogsExports: [error, audit, general]',
      'EnableCloudwatchLogsExports: [alert]',
    ], bad: ['Engine: aurora-postgresql', '', 'Engine: mariadb, EnableCloudwatchLogsExports: [error]'],
    open: [
      'Engine: aurora-postgresql, EnableCloudwatchLogsExports: !Ref Missing',
      `Engine: aurora-postgresql, EnableCloudwatchLogsExports: [${OPEN}]`,
    ], skip: { 'an instance of a cluster': IN_CLUSTER },
  },
});

ruleTables({
  RdsForcesTls: {
    pass: {
      'a group that forces it': postgres("rds.force_ssl: '1'"),
      'MySQL': one(INSTANCE, 'Engine: mysql, DBParameterGroupName: !Ref G', "G: {Type: 'AWS::RDS::DBParameterGroup', Properties: {Parameters: {require_secure_transport: 'ON'}}}"),
    },
    fail: {
      'no group': NO_GROUP,
      'a group of AWS': DEFAULT_GROUP,
      'a group that says nothing of it': postgres('log_connections: 1'),
      'a group that switches it off': postgres("rds.force_ssl: '0'"),
      'one of two states': inTwoStates(postgres("rds.force_ssl: !If [Strict, '1', '0']")),
      'MySQL without': one(CLUSTER, 'Engine: aurora-mysql'),
    },
    unknown: {
      'a group elsewhere': GROUP_ELSEWHERE,
      'a parameter from elsewhere': postgres(`rds.force_ssl: ${OPEN}`),
      'an engine from elsewhere': one(CLUSTER, `Engine: ${OPEN}`),
    },
    skip: { 'an engine without such a parameter': one(INSTANCE, 'Engine: oracle-ee'), 'an instance of a cluster': IN_CLUSTER },
  },
  RdsAudited: {
    pass: { 'pgaudit of roles': postgres("shared_preload_libraries: 'pg_stat_statements,pgaudit', pgaudit.log: 'ddl,role'") }, unknown: { 'a group elsewhere': GROUP_ELSEWHERE },
    fail: {
      'no group': NO_GROUP,
      'the library without log': postgres('shared_preload_libraries: pgaudit'),
      'a log without library': postgres('shared_preload_libraries: pg_stat_statements, pgaudit.log: all'),
      'a log of nothing': postgres('shared_preload_libraries: pgaudit, pgaudit.log: none'),
    }, skip: { MySQL: one(CLUSTER, 'Engine: aurora-mysql') },
  },
  RdsLogsWithoutContent: {
    pass: {
      'a group that says nothing': postgres('rds.force_ssl: 1'),
      'a group that says so': postgres("log_statement: none, log_min_duration_statement: '-1', pgaudit.log_parameter: '0', log_error_verbosity: terse"),
    }, unknown: { 'a parameter from elsewhere': postgres(`log_statement: ${OPEN}`) },
    fail: {
      'every statement': postgres('log_statement: all'),
      'slow statements': postgres('log_min_duration_statement: 500'),
      'parameters of audited statements': postgres('pgaudit.log_parameter: 1'),
      'verbose errors': postgres('log_error_verbosity: verbose'),
    }, skip: { 'no group in the templates': NO_GROUP, MySQL: one(CLUSTER, 'Engine: aurora-mysql') },
  },
  RdsConnectionsLogged: {
    pass: { 'both': postgres('log_connections: 1, log_disconnections: 1') }, fail: {
      'no group': NO_GROUP,
      'one of them': postgres('log_connections: 1'),
      'one that is off': postgres("log_connections: 1, log_disconnections: '0'"),
    }, unknown: { 'a group elsewhere': GROUP_ELSEWHERE }, skip: { 'an instance of a cluster': IN_CLUSTER },
  },
  RdsRefusedLoginsExported: {
    pass: { 'the log': one(
      CLUSTER,
      'Engine: aurora-postgresql, EnableIAMDatabaseAuthentication: true, EnableCloudwatchLogsExports: [postgresql, iam-db-auth-error]',
    ) }, fail: { 'another log': one(CLUSTER, 'Engine: aurora-postgresql, EnableIAMDatabaseAuthentication: true, EnableCloudwatchLogsExports: [postgresql]') },
    unknown: { 'logs from elsewhere': one(
      CLUSTER,
      'Engine: aurora-postgresql, EnableIAMDatabaseAuthentication: true, EnableCloudwatchLogsExports: !Ref Missing',
    ) }, skip: { 'no IAM logins': one(CLUSTER, 'Engine: aurora-postgresql'), 'an instance of a cluster': IN_CLUSTER },
  },
  RdsDeletionProtected: {
    pass: { 'a protected one': one(CLUSTER, 'DeletionProtection: true') }, fail: {
      nothing: one(CLUSTER),
      'off, for one that is kept': kept(CLUSTER, 'DeletionPolicy: Retain', 'DeletionProtection: false'),
    }, unknown: { 'a switch from elsewhere': one(CLUSTER, `DeletionProtection: ${OPEN}`) },
    skip: { 'one that goes with its stack': kept(CLUSTER, 'DeletionPolicy: Delete'), 'an instance of a cluster': IN_CLUSTER },
  },
  RdsBackedUp: {
    pass: {
      'a cluster, which is backed up by default': one(CLUSTER),
      'a day': one(INSTANCE, 'BackupRetentionPeriod: 1'),
      'a week for one that is kept': kept(INSTANCE, 'DeletionPolicy: Retain', 'BackupRetentionPeriod: 7'),
    },
    fail: {
      'an instance of which nothing is said': one(INSTANCE),
      none: one(INSTANCE, 'BackupRetentionPeriod: 0'),
      'a day for one that is kept': kept(CLUSTER, 'DeletionPolicy: Retain', 'BackupRetentionPeriod: 1'),
      'a kept cluster of which nothing is said': kept(CLUSTER, 'DeletionPolicy: Retain'),
    }, unknown: { 'days from elsewhere': one(INSTANCE, `BackupRetentionPeriod: ${OPEN}`) }, skip: { 'an instance of a cluster': IN_CLUSTER },
  },
  RdsBackupsOutliveDatabase: {
    pass: { 'backups that stay': kept(CLUSTER, 'DeletionPolicy: Retain', 'DeleteAutomatedBackups: false') }, fail: {
      nothing: kept(CLUSTER, 'DeletionPolicy: Retain'),
      'backups that go': kept(CLUSTER, 'DeletionPolicy: Retain', 'DeleteAutomatedBackups: true'),
    }, unknown: { 'a switch from elsewhere': kept(CLUSTER, 'DeletionPolicy: Retain', `DeleteAutomatedBackups: ${OPEN}`) },
    skip: { 'one that is not kept': one(CLUSTER), 'an instance of a cluster': IN_CLUSTER },
  },
});
