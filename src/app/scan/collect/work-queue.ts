/** Items that one side adds while workers on the other side take them. */
export interface WorkQueue<T> {
  readonly add: (item: T) => void;
  /** No further item comes. */
  readonly close: () => void;
  /** The next item; null when the queue is closed and empty. */
  readonly take: () => Promise<T | null>;
}

/** Makes an empty queue. */
export function makeWorkQueue<T>(): WorkQueue<T> {
  const items: T[] = [];
  const waiting: ((item: T | null) => void)[] = [];
  let closed = false;
  return {
    add: (item) => {
      const first = waiting.shift();
      if (first === undefined) items.push(item);
      else first(item);
    },
    close: () => {
      closed = true;
      for (const each of waiting.splice(0)) each(null);
    },
    take: async () => {
      const item = items.shift();
      if (item !== undefined) return item;
      return closed ? null : new Promise((resolve) => waiting.push(resolve));
    },
  };
}
