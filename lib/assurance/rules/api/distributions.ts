export const DISTRIBUTION = 'AWS::CloudFront::Distribution';
