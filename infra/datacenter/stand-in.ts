import { CLONE_PORT } from "./network-rules.ts";

/**
 * The cloud-init text of a clone that is made from a marketplace image, which has no platform in
 * it: nginx that answers the health probe and says what it is. Without it every clone would be
 * found sick and replaced for ever. A gallery image brings its own. (JSON is YAML, which cloud-init
 * reads.)
 */
export function standInCloudConfig(healthPath: string): string {
  const site = [
    "server {",
    `  listen ${CLONE_PORT} default_server;`,
    "  default_type text/plain;",
    `  location = ${healthPath} { return 200 "well\\n"; }`,
    '  location / { return 503 "No platform is installed yet.\\n"; }',
    "}",
    "",
  ].join("\n");
  const config = {
    package_update: true,
    packages: ["nginx-light"],
    write_files: [{ path: "/etc/nginx/sites-available/default", content: site }],
    runcmd: [["systemctl", "restart", "nginx"]],
  };
  return `#cloud-config\n${JSON.stringify(config)}\n`;
}
