/** `kubectl create ingress`. Mirrors k8s.io/kubectl/pkg/cmd/create/create_ingress.go (v1.36). */
import { fail } from '../../errors.ts';
import { ingressBackend, ingressRules, ingressTLS, isIngressRule } from '../../generate/ingressRules.ts';
import { generatorCommand } from './generator.ts';

export const createIngressCommand = generatorCommand({
  use: 'ingress NAME --rule=host/path=service:port[,tls[=secret]] ', aliases: ['ing'], short: 'Create an ingress with the specified name', long: 'Create an ingress with the specified name.',
  examples: `# Create a single ingress called 'simple' that directs requests to foo.com/bar to svc
# svc1:8080 with a TLS secret "my-cert"
kubectl create ingress simple --rule="foo.com/bar=svc1:8080,tls=my-cert"

# Create a catch all ingress of "/path" pointing to service svc:port and Ingress Class as "otheringress"
kubectl create ingress catch-all --class=otheringress --rule="/path=svc:port"

# Create an ingress with two annotations: ingress.annotation1 and ingress.annotations2
kubectl create ingress annotated --class=default --rule="foo.com/bar=svc:port" \\
--annotation ingress.annotation1=foo \\
--annotation ingress.annotation2=bla

# Create an ingress with a default backend
kubectl create ingress ingdefault --class=default \\
--default-backend=defaultsvc:http \\
--rule="foo.com/*=svc:8080,tls=secret1"`,
  flags: [
    { name: 'class', type: 'string', help: 'Ingress Class to be used' },
    { name: 'rule', type: 'stringArray', help: "Rule in format host/path=service:port[,tls=secretname]. Paths containing the leading character '*' are considered pathType=Prefix. tls argument is optional." },
    { name: 'default-backend', type: 'string', help: 'Default service for backend, in format of svcname:port' },
    { name: 'annotation', type: 'stringArray', help: 'Annotation to insert in the ingress object, in the format annotation=value' },
  ],
  kind: 'Ingress', failure: 'failed to create ingress: ',
  build({ flags }, name) {
    const rules = flags.list('rule');
    const defaultBackend = flags.string('default-backend');
    const ingressClassName = flags.string('class');
    const annotations = flags.list('annotation');
    if (defaultBackend === '' && rules.length === 0) {
      fail('not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)');
    }
    const bad = rules.find((rule) => !isIngressRule(rule));
    if (bad !== undefined) fail(`rule ${bad} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
    const unpaired = annotations.find((annotation) => !annotation.includes('='));
    if (unpaired !== undefined) fail(`annotation ${unpaired} is invalid and should be in format key=[value]`);
    if (defaultBackend !== '' && defaultBackend.split(':').length !== 2) fail('default-backend should be in format servicename:serviceport');
    return {
      metadata: { name, annotations: Object.fromEntries(annotations.map((annotation) => [annotation.slice(0, annotation.indexOf('=')), annotation.slice(annotation.indexOf('=') + 1)])) },
      spec: {
        ...(ingressClassName === '' ? {} : { ingressClassName }),
        ...(defaultBackend === '' ? {} : { defaultBackend: ingressBackend(defaultBackend) }),
        tls: ingressTLS(rules), rules: ingressRules(rules),
      },
    };
  },
});
