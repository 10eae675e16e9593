export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn' | 'aws-eusc';

export interface RegionFacts {
  readonly partition: Partition;
  /** Last letters of the zones that accounts see, in order. */
  readonly zones: string;
}

const aws = (zones = 'abc'): RegionFacts => ({ partition: 'aws', zones });

/** Regions with their partition and zones, as of November 2026. Regions of the isolated (iso) partitions are not open to the public and not here. */
export const REGIONS: { readonly [region: string]: RegionFacts } = {
  'af-south-1': aws(),
  'ap-east-1': aws(),
  'ap-east-2': aws(),
  'ap-northeast-1': aws('acd'),
  'ap-northeast-2': aws('abcd'),
  'ap-northeast-3': aws(),
  'ap-south-1': aws(),
  'ap-south-2': aws(),
  'ap-southeast-1': aws(),
  'ap-southeast-2': aws(),
  'ap-southeast-3': aws(),
  'ap-southeast-4': aws(),
  'ap-southeast-5': aws(),
  'ap-southeast-6': aws(),
  'ap-southeast-7': aws(),
  'ca-central-1': aws('abd'),
  'ca-west-1': aws(),
  'eu-central-1': aws(),
  'eu-central-2': aws(),
  'eu-north-1': aws(),
  'eu-south-1': aws(),
  'eu-south-2': aws(),
  'eu-west-1': aws(),
  'eu-west-2': aws(),
  'eu-west-3': aws(),
  'il-central-1': aws(),
  'me-central-1': aws(),
  'me-south-1': aws(),
  'mx-central-1': aws(),
  'sa-east-1': aws(),
  'us-east-1': aws('abcdef'),
  'us-east-2': aws(),
  'us-west-1': aws('abc'),
  'us-west-2': aws('abcd'),
  'us-gov-east-1': { partition: 'aws-us-gov', zones: 'abc' },
  'us-gov-west-1': { partition: 'aws-us-gov', zones: 'abc' },
  'cn-north-1': { partition: 'aws-cn', zones: 'abd' },
  'cn-northwest-1': { partition: 'aws-cn', zones: 'abc' },
  'eusc-de-east-1': { partition: 'aws-eusc', zones: 'abc' },
};

/** Full names of a region's zones. */
export function zonesOf(region: string): string[] {
  return [...(REGIONS[region]?.zones ?? '')].map((letter) => `${region}${letter}`);
}
