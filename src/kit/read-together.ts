/**
 * Whoever asks for the same in one turn of the event loop gets one answer, which was read after each of them had asked: nobody
 * is shown less than stood when they asked. For what is the same for everybody, where many ask at once.
 * @param read by its key
 */
export function readTogether<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const waiting = new Map<string, Promise<Value>>();
  const begin = async (key: string): Promise<Value> => {
    await new Promise((turn) => setImmediate(turn));
    waiting.delete(key);
    return await read(key);
  };
  return async (key) => {
    const shared = waiting.get(key) ?? begin(key);
    waiting.set(key, shared);
    return await shared;
  };
}
