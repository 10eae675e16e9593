import { at, isUnknown, list, bool } from '../../template';
import { any } from '../../iam/trilean';
import { causeOf, fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { isWorld } from './world';

export const clusterEndpointPrivate: Rule = {
  id: 'ClusterEndpointPrivate',
  title: 'API of the Kubernetes cluster is not open to the internet',
  why: 'whoever reaches it needs one leaked token to run anything on the GPU nodes',
  fix: 'set EndpointPublicAccess to false and EndpointPrivateAccess to true, or name the blocks in PublicAccessCidrs',
  severity: 'error',
  controls: ['NET-03', 'NET-08'],
  types: ['AWS::EKS::Cluster'],
  check: (cluster, context) => {
    const path = ['ResourcesVpcConfig', 'EndpointPublicAccess'];
    const written = at(cluster.properties, ...path);
    const open = bool(written);
    if (open === false) return PASS;
    const blocks = list(at(cluster.properties, 'ResourcesVpcConfig', 'PublicAccessCidrs'));
    const world = isUnknown(blocks) ? 'unknown' : blocks === undefined || blocks.length === 0 ? 'yes' : any(blocks.map((block) => isWorld(block, context)));
    if (world === 'no') return PASS;
    return isUnknown(open) || world === 'unknown' ? unknownOutcome(causeOf(written, path, 'false')) : fail({ path, got: written, because: [{ code: 'ClusterOpen' }] });
  },
};
