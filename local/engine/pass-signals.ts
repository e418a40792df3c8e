const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `onSignal` when this process is told to end, and then lets it end as it would have without the call:
 * where nobody else listens for the signal, the process dies of it.
 *
 * @returns a function that stops listening
 */
export function passSignals(onSignal: (signal: NodeJS.Signals) => void): () => void {
  const listeners = signals.map((signal) => {
    const listener = (): void => {
      onSignal(signal);
      release();
      if (process.listenerCount(signal) === 0) {
        process.kill(process.pid, signal);
      }
    };
    process.once(signal, listener);
    return { signal, listener };
  });
  const release = (): void => {
    for (const { signal, listener } of listeners) {
      process.removeListener(signal, listener);
    }
  };
  return release;
}
