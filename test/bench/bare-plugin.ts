import type { Provider } from "../../local/provider/plugin/provider.ts";
import { runPlugin } from "../../local/provider/plugin/serve.ts";

/** A provider that does nothing: the floor of what a resource costs the engine. */
const bare: Provider = {
  name: "bare",
  version: "1.0.0",
  supportsPreview: false,
  configure() {},
  check: async (_resource, _old, inputs) => ({ inputs, failures: [] }),
  diff: () => ({ changes: {}, stable: [], deleteBeforeReplace: false }),
  create: async (resource, inputs) => ({ id: resource.name, outputs: inputs }),
  previewCreate: (_resource, inputs) => inputs,
  read: async (_resource, id) => ({ id, outputs: {}, inputs: {} }),
  update: async (_resource, _id, _old, inputs) => inputs,
  previewUpdate: (_resource, _old, inputs) => inputs,
  delete: async () => {},
  invoke: async () => ({}),
};

await runPlugin(() => bare);
