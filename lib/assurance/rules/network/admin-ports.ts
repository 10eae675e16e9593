/** Ports of remote administration, file shares and data stores, which nobody on the internet has business with. */
export const ADMIN_PORTS: { readonly [service: string]: number } = {
  'ftp-data': 20, ftp: 21, ssh: 22, telnet: 23, smtp: 25, rpc: 135, netbios: 139, smb: 445, mssql: 1433, oracle: 1521, nfs: 2049, docker: 2375, 'docker-tls': 2376, etcd: 2379,
  mysql: 3306, rdp: 3389, postgresql: 5432, vnc: 5900, winrm: 5985, 'winrm-tls': 5986, redis: 6379, kubernetes: 6443, 'dask-dashboard': 8787, jupyter: 8888, elasticsearch: 9200, memcached: 11211, mongodb: 27017,
};
