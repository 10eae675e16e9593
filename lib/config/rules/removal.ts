import type { Rule } from './rule';

/** What would lose data, or stand on one leg, in production. */
export const productionIsProtected: Rule = (config) => {
  if (config.environment !== 'prod') return [];
  return [
    { wrong: !config.deletionProtection, code: 'ProductionWithoutDeletionProtection', key: ['deletionProtection'], what: 'production must have deletion protection', got: false, fix: 'set true, or leave the key out' },
    { wrong: config.removal === 'destroy', code: 'ProductionDestroysData', key: ['removal'], what: 'production must retain its data', got: config.removal, fix: 'set retain, or leave the key out' },
    { wrong: config.api.loadBalancerCertificate.ownAuthority !== undefined, code: 'ProductionWithOwnAuthority', key: ['api', 'loadBalancerCertificate', 'ownAuthority'], what: 'a certificate of the own authority is for development: API Gateway does not check its issuer', fix: 'give domainName and certificateArn of a public ACM certificate' },
    { wrong: config.vectorStore.enabled && !config.vectorStore.multiAz, code: 'ProductionInOneZone', key: ['vectorStore', 'multiAz'], what: 'production must survive the loss of a zone', got: false, fix: 'set true, or leave the key out' },
    { wrong: config.gateway.minTasks < 2, code: 'ProductionInOneZone', key: ['gateway', 'minTasks'], what: 'production must survive the loss of a zone', got: config.gateway.minTasks, fix: 'set at least 2' },
  ].flatMap(({ wrong, ...finding }) => (wrong ? [finding] : []));
};

/** With `destroy`, deleting the stacks must leave nothing behind, so nothing may refuse to go. */
export const destroyCanSucceed: Rule = ({ removal, deletionProtection, audit, models, trainingData }) => {
  if (removal !== 'destroy') return [];
  const locks = [
    { key: ['audit', 'objectLock', 'mode'], mode: audit.objectLock.mode },
    { key: ['models', 'objectLock', 'mode'], mode: models.objectLock.mode },
    { key: ['trainingData', 'objectLock', 'mode'], mode: trainingData.objectLock?.mode },
  ];
  return [
    ...(deletionProtection ? [{ code: 'DestroyWithDeletionProtection', key: ['deletionProtection'], what: 'removal destroy cannot delete what is protected', got: true, fix: 'set deletionProtection: false, or removal: retain' }] : []),
    ...locks.flatMap(({ key, mode }) => (mode === 'compliance' ? [{ code: 'DestroyWithComplianceLock', key, what: 'nobody can delete what is locked in compliance mode', got: mode, fix: 'use governance, or removal: retain' }] : [])),
  ];
};
