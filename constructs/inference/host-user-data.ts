/** Operating system of the GPU instances. */
export enum GpuHostImage {
  /** Bottlerocket for ECS with NVIDIA drivers: read-only root, SELinux enforcing, no shell. */
  BOTTLEROCKET = 'bottlerocket',
  /** Amazon Linux 2023, GPU variant of the ECS-optimized image. */
  AMAZON_LINUX_2023 = 'al2023',
}

/** What sets one image apart from the other for whoever starts it. */
export interface HostImage {
  /** Public SSM parameter with the current image's id. */
  readonly parameter: string;
  /** Devices of the image, the one that holds containers and volumes last. */
  readonly devices: readonly string[];
  readonly userData: (clusterName: string) => string;
}

export function hostImage(image: GpuHostImage, arm64: boolean): HostImage {
  switch (image) {
    case GpuHostImage.BOTTLEROCKET:
      return {
        parameter: `/aws/service/bottlerocket/aws-ecs-2-nvidia/${arm64 ? 'arm64' : 'x86_64'}/latest/image_id`,
        devices: ['/dev/xvda', '/dev/xvdb'],
        userData: bottlerocketUserData,
      };
    case GpuHostImage.AMAZON_LINUX_2023:
      return {
        parameter: '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id',
        devices: ['/dev/xvda'],
        userData: amazonLinuxUserData,
      };
  }
}

/**
 * One TOML document with each table once: a table that is written twice is refused at boot, and the instance never joins.
 * Host containers stay off (their images lie in a registry of AWS, and nobody logs in here), as does the health ping to a public host;
 * updates come as a new image, because the update repository has no way into the network.
 */
function bottlerocketUserData(clusterName: string): string {
  return [
    '[settings.ecs]',
    `cluster = "${clusterName}"`,
    'allow-privileged-containers = false',
    'awsvpc-block-imds = true',
    'image-pull-behavior = "once"',
    '[settings.metrics]',
    'send-metrics = false',
    '[settings.host-containers.admin]',
    'enabled = false',
    '[settings.host-containers.control]',
    'enabled = false',
    '[settings.ntp]',
    'time-servers = ["169.254.169.123"]',
    '',
  ].join('\n');
}

/** Writes the agent's configuration and nothing else: a package installation at boot would hang without a way out. GPU support is set in the image. */
function amazonLinuxUserData(clusterName: string): string {
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    "cat > /etc/ecs/ecs.config <<'EOF'",
    `ECS_CLUSTER=${clusterName}`,
    'ECS_AWSVPC_BLOCK_IMDS=true',
    'ECS_DISABLE_PRIVILEGED=true',
    'ECS_IMAGE_PULL_BEHAVIOR=once',
    'EOF',
    '',
  ].join('\n');
}
