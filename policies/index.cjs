// Pulumi's runner of policy packs loads CommonJS only; it waits for the promise.
module.exports = import("./index.ts");
