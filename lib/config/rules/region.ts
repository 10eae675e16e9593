import { nearest } from '../nearest';
import { REGIONS, zonesOf } from '../regions';
import { eachLeaf, repetitions, type Finding, type Rule } from './rule';

export const regionIsKnown: Rule = (config, { region }) => {
  if (region !== undefined) return [];
  const guess = nearest(config.region, Object.keys(REGIONS));
  return [{ code: 'RegionUnknown', key: ['region'], what: "'region' must be an AWS region", got: config.region, fix: guess === undefined ? 'see the list in lib/config/regions.ts' : `did you mean ${guess}?` }];
};

export const zonesBelongToRegion: Rule = (config, { region }) => {
  const zones = config.availabilityZones ?? [];
  if (region === undefined) return [];
  const offered = zonesOf(config.region);
  return [
    ...zones.flatMap((zone, index) =>
      offered.includes(zone) ? [] : [{ code: 'ZoneNotInRegion', key: ['availabilityZones', index], what: `a zone must be one of ${config.region}`, got: zone, fix: `choose from ${offered.join(', ')}` }],
    ),
    ...repetitions(zones).map(([index, zone]) => ({ code: 'ZoneRepeated', key: ['availabilityZones', index], what: 'a zone must stand once', got: zone, fix: 'name another zone' })),
  ];
};

export const arnsLieInThePartition: Rule = (config, { region }) => {
  const findings: Finding[] = [];
  eachLeaf(config, (leaf, key) => {
    if (typeof leaf !== 'string' || !leaf.startsWith('arn:') || region === undefined) return;
    const partition = leaf.split(':')[1];
    if (partition !== region.partition) {
      findings.push({ code: 'ArnPartitionMismatch', key, what: `an ARN must lie in the partition of ${config.region}, which is ${region.partition}`, got: leaf, fix: `begin it with arn:${region.partition}: or change the region` });
    }
  });
  return findings;
};

/** API Gateway and load balancers take certificates of their own region and account only. */
export const certificatesLieInTheRegion: Rule = (config) => {
  const certificates = [
    { key: ['api', 'domain', 'certificateArn'], arn: config.api.domain?.certificateArn },
    { key: ['api', 'loadBalancerCertificate', 'certificateArn'], arn: config.api.loadBalancerCertificate.certificateArn },
  ];
  return certificates.flatMap(({ key, arn }) => {
    const [, , , region, account] = arn?.split(':') ?? [];
    return [
      ...(arn === undefined || region === config.region ? [] : [{ code: 'CertificateRegionMismatch', key, what: `the certificate must lie in ${config.region}`, got: arn, fix: `request one in ACM of ${config.region}` }]),
      ...(arn === undefined || config.account === undefined || account === config.account ? [] : [{ code: 'CertificateAccountMismatch', key, what: `the certificate must lie in account ${config.account}`, got: arn, fix: 'request one in that account' }]),
    ];
  });
};

export const boundaryLiesInTheAccount: Rule = (config) => {
  const account = config.permissionsBoundary?.startsWith('arn:') === true ? config.permissionsBoundary.split(':')[4] : undefined;
  if (account === undefined || account === 'aws' || config.account === undefined || account === config.account) return [];
  return [{ code: 'BoundaryAccountMismatch', key: ['permissionsBoundary'], what: `the permissions boundary must lie in account ${config.account}`, got: config.permissionsBoundary, fix: 'name the policy of that account' }];
};
