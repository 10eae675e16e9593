import { RemovalPolicy, Token, aws_rds as rds } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * Settings of the server: TLS forced, pgaudit loaded, and no row's content in any log. It is a resource of its own because the one
 * that the cluster would make does not stay when the cluster is retained.
 */
export function databaseParameters(scope: Construct, id: string, engine: rds.IClusterEngine, removalPolicy: RemovalPolicy): rds.ParameterGroup {
  return new rds.ParameterGroup(scope, id, {
    engine,
    description: 'Vector store: TLS forced, audited, no content in logs',
    removalPolicy: removalPolicy === RemovalPolicy.RETAIN ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    parameters: {
      'rds.force_ssl': '1',
      shared_preload_libraries: 'pg_stat_statements,pgaudit',
      // Changes of schema and roles by anyone, and every access to the tables that the migration shows to this role.
      'pgaudit.log': 'ddl,role',
      'pgaudit.role': 'rds_pgaudit',
      // Values are parameters of the gateway's statements: neither they nor the rows in an error's detail reach the log.
      'pgaudit.log_parameter': '0',
      log_statement: 'none',
      log_min_duration_statement: '-1',
      log_error_verbosity: 'terse',
      log_connections: logConnections(engine.engineVersion?.majorVersion),
      log_disconnections: '1',
    },
  });
}

/** From version 18 on it is a list of what to log. */
function logConnections(major: string | undefined): string {
  return major !== undefined && !Token.isUnresolved(major) && Number(major) >= 18 ? 'all' : '1';
}
