import { domainHasCertificate, limitsAgree, loadBalancerHasCertificate, namesAreUnique, oneIdentityProvider, privateApiHasItsEndpoints } from './access';
import { capacitiesAreOrdered, fargateOffersTheSize, instanceHasGpu, modelFitsGpu, volumeHoldsModel } from './compute';
import { gatewaySettingsAreUnderstood } from './gateway';
import { nothingHasExpired, weakerChoicesAreJustified } from './justification';
import { cidrsAreNetworks, cidrsDoNotOverlap, endpointsSuffice, existingEndpointsHaveTheirGroup, existingSubnetsMatchZones, vpcHoldsTheTiers } from './network';
import { arnsLieInThePartition, boundaryLiesInTheAccount, certificatesLieInTheRegion, regionIsKnown, zonesBelongToRegion } from './region';
import { destroyCanSucceed, productionIsProtected } from './removal';
import type { Rule } from './rule';

/** Every rule between keys. Each sees the whole configuration and answers for one subject. */
export const RULES: readonly Rule[] = [
  regionIsKnown, zonesBelongToRegion, arnsLieInThePartition, certificatesLieInTheRegion, boundaryLiesInTheAccount,
  productionIsProtected, destroyCanSucceed,
  cidrsAreNetworks, vpcHoldsTheTiers, cidrsDoNotOverlap, existingSubnetsMatchZones, existingEndpointsHaveTheirGroup, endpointsSuffice,
  oneIdentityProvider, namesAreUnique, privateApiHasItsEndpoints, domainHasCertificate, loadBalancerHasCertificate, limitsAgree,
  instanceHasGpu, modelFitsGpu, volumeHoldsModel, capacitiesAreOrdered, fargateOffersTheSize, gatewaySettingsAreUnderstood,
  nothingHasExpired, weakerChoicesAreJustified,
];
