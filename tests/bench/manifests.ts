/** A manifest of about 30 objects. */
export function thirtyObjects(): string {
  const app = (index: number): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app-${index}}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: app-${index}}}\n  template:\n    metadata: {labels: {app: app-${index}}}\n    spec: {containers: [{name: srv, image: nginx, ports: [{containerPort: 80}]}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: svc-${index}}\nspec: {selector: {app: app-${index}}, ports: [{port: 800}]}\n`;
  return Array.from({ length: 15 }, (_, index) => app(index)).join('---\n');
}
