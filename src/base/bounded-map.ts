/** A memory of the last `limit` things: foreign files may name keys without end. */
export const boundedMap = <K, V>(limit: number) => {
  const map = new Map<K, V>();
  return {
    get: (key: K): V | undefined => map.get(key),
    set: (key: K, value: V): V => {
      if (map.size >= limit && !map.has(key)) for (const oldest of map.keys()) if (map.delete(oldest)) break;
      map.set(key, value);
      return value;
    },
    delete: (key: K): boolean => map.delete(key),
  };
};
